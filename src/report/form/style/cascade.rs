//! An element and its parent's style → its own style, from all sheets.

use roxmltree::Node;
use simplecss::{AttributeOperator, Element, PseudoClass};

use super::super::trouble::{Oversight, Position};
use super::page::{MarginBox, PageStyle};
use super::property::{Basis, Setting};
use super::sheet::{Declaration, Key, Rule, Stylesheet, declarations};
use super::{Decoration, Style};

/// The rules of several stylesheets in the order in which they prevail, the strongest last.
#[derive(Debug)]
pub struct Cascade<'s, 'a> {
    rules: Vec<&'s Rule<'a>>,
    page: PageStyle,
    sees_siblings: bool,
}

impl<'s, 'a> Cascade<'s, 'a> {
    /// Later sheets prevail over earlier ones of equal specificity, all of them over the defaults.
    pub fn of(sheets: impl IntoIterator<Item = &'s Stylesheet<'a>>) -> Self
    where
        'static: 's,
    {
        let mut rules = Vec::new();
        let mut pages = Vec::new();
        for sheet in sheets {
            rules.extend(&sheet.rules);
            pages.extend(&sheet.pages);
        }
        rules.sort_by_cached_key(|rule| rule.selector.specificity());
        let sees_siblings = rules.iter().any(|rule| rule.sees_siblings);
        Self {
            rules,
            page: PageStyle::of(pages),
            sees_siblings,
        }
    }

    /// The sheet of paper.
    pub fn page(&self) -> &PageStyle {
        &self.page
    }

    /// Whether elements of the same name and class, first in their parents or not alike, whose ancestors are alike in
    /// the same way, have the same style. Those with an `id` or a `style` of their own are never sure to.
    pub fn is_shared(&self, element: Node<'_, '_>) -> bool {
        !self.sees_siblings && !element.has_attribute("id") && !element.has_attribute("style")
    }

    /// The style of an element; `rem` is the root's font size. What its `style` attribute says in vain is added to
    /// the warnings, with places counted within the attribute.
    pub fn style(
        &self,
        element: Node<'_, '_>,
        parent: &Style,
        rem: f32,
        warnings: &mut Vec<(Position, Oversight)>,
    ) -> Style {
        let classes = element.attribute("class").unwrap_or_default();
        let name = element.tag_name().name();
        let own = element.attribute("style").map_or_else(Vec::new, |text| {
            declarations(text, Position { line: 1, column: 1 }, warnings)
        });
        let matched = |rule: &Rule<'_>| {
            let possible = match rule.key {
                Key::Element(wanted) => wanted == name,
                Key::Class(wanted) => {
                    !classes.is_empty() && classes.split_ascii_whitespace().any(|class| class == wanted)
                }
                Key::Any => true,
            };
            possible && rule.selector.matches(&Styled(element))
        };
        let defaults = &Stylesheet::of_defaults().rules;
        let mut found: Vec<Declaration> = Vec::with_capacity(16);
        let mut important = Vec::new();
        for rule in defaults.iter().filter(|rule| matched(rule)) {
            found.extend(rule.declarations.iter());
        }
        for rule in self.rules.iter().filter(|rule| matched(rule)) {
            found.extend(rule.declarations.iter());
        }
        found.extend(own);
        important.extend(found.iter().filter(|declaration| declaration.important).copied());
        found.extend(important);
        let mut style = parent.child();
        set(
            &mut style,
            found.iter().map(|declaration| declaration.setting),
            parent.font_size,
            rem,
        );
        if style.display == super::Display::Inline && parent.display == super::Display::Inline {
            inherit_ink(&mut style, parent);
        }
        style
    }
}

impl MarginBox {
    /// The style of its text.
    pub fn style(&self, root: &Style) -> Style {
        let mut style = Style {
            font_size: 9.0,
            ..root.anonymous()
        };
        set(&mut style, self.settings().iter().copied(), 9.0, root.font_size);
        style
    }
}

/// Fonts sizes come first, since other lengths are relative to them.
fn set(style: &mut Style, settings: impl Iterator<Item = Setting> + Clone, parent_size: f32, rem: f32) {
    for setting in settings.clone() {
        if let Setting::FontSize(amount) = setting {
            // More than a page or less than nothing can't be meant, and would make other lengths overflow.
            style.font_size = amount.points(parent_size, rem).clamp(0.0, 1000.0);
            style.own_font.size = true;
        }
    }
    let basis = Basis {
        em: style.font_size,
        rem,
    };
    for setting in settings {
        setting.apply(style, basis);
    }
}

/// Fills and lines of a piece of a line go on under the pieces inside it.
fn inherit_ink(style: &mut Style, parent: &Style) {
    style.background = style.background.or(parent.background);
    style.decoration = Decoration {
        underline: style.decoration.underline || parent.decoration.underline,
        line_through: style.decoration.line_through || parent.decoration.line_through,
    };
}

/// An element as selectors see it.
struct Styled<'n, 'input>(Node<'n, 'input>);

impl Element for Styled<'_, '_> {
    fn parent_element(&self) -> Option<Self> {
        self.0.parent_element().map(Styled)
    }

    fn prev_sibling_element(&self) -> Option<Self> {
        self.0.prev_sibling_element().map(Styled)
    }

    fn has_local_name(&self, name: &str) -> bool {
        self.0.tag_name().name() == name
    }

    fn attribute_matches(&self, name: &str, operator: AttributeOperator<'_>) -> bool {
        self.0.attribute(name).is_some_and(|value| match operator {
            AttributeOperator::Contains(word) => value.split_ascii_whitespace().any(|part| part == word),
            other => other.matches(value),
        })
    }

    fn pseudo_class_matches(&self, class: PseudoClass<'_>) -> bool {
        match class {
            PseudoClass::FirstChild => self.0.prev_sibling_element().is_none(),
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use roxmltree::Document;

    use super::super::super::display::Rgb;
    use super::*;

    fn last_style(css: &str, markup: &str) -> Style {
        let sheet = Stylesheet::parse(css);
        let cascade = Cascade::of([&sheet]);
        let document = Document::parse(markup).unwrap();
        let mut chain: Vec<_> = document
            .descendants()
            .rfind(Node::is_element)
            .unwrap()
            .ancestors()
            .collect();
        chain.reverse();
        let elements = chain.into_iter().filter(Node::is_element);
        elements.fold(Style::INITIAL, |parent, element| {
            cascade.style(element, &parent, 12.0, &mut Vec::new())
        })
    }

    #[test]
    fn specificity_order_and_importance_decide() {
        let case = |css: &str, markup: &str, red| {
            assert_eq!(last_style(css, markup).color, Rgb(red, 0, 0), "{css} {markup}");
        };
        case("p { color: #010000 } p { color: #020000 }", "<p/>", 2);
        case(
            ".a { color: #010000 } p { color: #020000 }",
            "<p class='b  a'/>",
            1,
        );
        case(
            "div .a { color: #010000 } .a { color: #020000 }",
            "<div><p class='a'/></div>",
            1,
        );
        case("div > p { color: #010000 }", "<div><b><p/></b></div>", 0);
        case(
            "p { color: #010000 !important } #x { color: #020000 }",
            "<p id='x' style='color: #030000'/>",
            1,
        );
        case("#x { color: #020000 }", "<p id='x' style='color: #030000'/>", 3);
        case("div { color: #040000 }", "<div><p><b/></p></div>", 4);
    }

    #[test]
    fn lengths_follow_the_font_size_that_prevails() {
        let style = last_style(
            "p { margin-left: 2em; font-size: 200%; line-height: 1.5 }",
            "<div><p/></div>",
        );
        assert!((style.font_size - 24.0).abs() < 1e-3);
        assert_eq!(style.margin.left, taffy::LengthPercentageAuto::length(48.0));
        let inner = last_style(
            "p { font-size: 2em; letter-spacing: 0.5em } b { font-size: 1rem }",
            "<p><b/></p>",
        );
        assert!((inner.font_size - 12.0).abs() < 1e-3 && (inner.letter_spacing - 12.0).abs() < 1e-3);
    }
}

//! An element and its parent's style → its own style, from all sheets.

use std::sync::Arc;

use roxmltree::Node;

use super::super::trouble::{Oversight, Position};
use super::Style;
use super::page::{MarginBox, PageStyle};
use super::property::{Basis, Setting};
use super::selector::Place;
use super::sheet::{Declaration, Rule, Stylesheet, declarations};

/// What a document's sheets say: of elements, and of the paper.
#[derive(Debug)]
pub struct Cascade {
    rules: Arc<Rules>,
    page: PageStyle,
}

/// The rules of several stylesheets in the order in which they prevail, the strongest last.
#[derive(Debug, Default)]
pub struct Rules {
    ordered: Vec<Rule>,
    /// The places among siblings that rules ask for.
    places: Vec<Place>,
    sees_more: bool,
}

/// Whether a rule may be for an element: what is quickly told.
fn may_match(rule: &Rule, name: &str, classes: &[&str]) -> bool {
    let (wanted_name, wanted_class) = rule.selector.wanted();
    wanted_name.is_none_or(|wanted| wanted == name)
        && wanted_class.is_none_or(|wanted| classes.contains(&wanted))
}

/// More places than fit into the bits of a number are looked at one by one.
const MOST_PLACES: usize = 64;

impl Rules {
    /// Later sheets prevail over earlier ones of equal specificity, all of them over the defaults.
    pub fn of<'s>(sheets: impl IntoIterator<Item = &'s Stylesheet>) -> Self {
        let mut rules: Vec<&Rule> = sheets.into_iter().flat_map(|sheet| &sheet.rules).collect();
        rules.sort_by_cached_key(|rule| rule.selector.specificity());
        let mut places: Vec<Place> = Vec::new();
        for place in rules.iter().flat_map(|rule| rule.selector.places()) {
            if !places.contains(&place) {
                places.push(place);
            }
        }
        let sees_more = places.len() > MOST_PLACES || rules.iter().any(|rule| rule.selector.sees_more());
        let defaults = &Stylesheet::of_defaults().rules;
        Self {
            ordered: defaults.iter().chain(rules).cloned().collect(),
            places,
            sees_more,
        }
    }
}

impl Cascade {
    /// What these sheets say.
    pub fn of<'s>(sheets: impl IntoIterator<Item = &'s Stylesheet> + Clone) -> Self {
        Self::ruled(Arc::new(Rules::of(sheets.clone())), sheets)
    }

    /// What these sheets say, whose rules are given.
    pub fn ruled<'s>(rules: Arc<Rules>, sheets: impl IntoIterator<Item = &'s Stylesheet>) -> Self {
        let pages = sheets.into_iter().flat_map(|sheet| &sheet.pages);
        Self {
            rules,
            page: PageStyle::of(pages),
        }
    }

    /// The sheet of paper.
    pub fn page(&self) -> &PageStyle {
        &self.page
    }

    /// In which of the places that rules ask for an element is, as bits.
    pub fn places(&self, element: Node<'_, '_>) -> u64 {
        let bits = self.rules.places.iter().take(MOST_PLACES).enumerate();
        bits.fold(0, |bits, (index, place)| {
            bits | u64::from(place.matches(element)) << index
        })
    }

    /// Whether elements of the same name and class and in the same places, whose ancestors are alike in the same way,
    /// have the same style. Those with an `id` or a `style` of their own are never sure to.
    pub fn is_shared(&self, element: Node<'_, '_>) -> bool {
        !self.rules.sees_more && !element.has_attribute("id") && !element.has_attribute("style")
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
        let classes: Vec<&str> = element
            .attribute("class")
            .map_or_else(Vec::new, |classes| classes.split_ascii_whitespace().collect());
        let name = element.tag_name().name();
        let own = element.attribute("style").map_or_else(Vec::new, |text| {
            declarations(text, Position { line: 1, column: 1 }, warnings)
        });
        let matching = self
            .rules
            .ordered
            .iter()
            .filter(|rule| may_match(rule, name, &classes) && rule.selector.matches(element));
        let mut found: Vec<&Declaration> = Vec::with_capacity(32);
        found.extend(matching.flat_map(|rule| rule.declarations.iter()));
        found.extend(&own);
        let important: Vec<&Declaration> = found
            .iter()
            .copied()
            .filter(|declaration| declaration.important)
            .collect();
        found.extend(important);
        let mut style = parent.child();
        set(
            &mut style,
            found.iter().map(|declaration| &declaration.setting),
            parent.font_size,
            rem,
        );
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
        set(&mut style, self.settings().iter(), 9.0, root.font_size);
        style
    }
}

/// Fonts sizes come first, since other lengths are relative to them.
fn set<'x>(
    style: &mut Style,
    settings: impl Iterator<Item = &'x Setting> + Clone,
    parent_size: f32,
    rem: f32,
) {
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

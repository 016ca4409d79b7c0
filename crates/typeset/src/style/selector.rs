//! Selectors: text → what an element and those around it must be, and whether an element is that.

use roxmltree::Node;

/// What elements a rule is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Selector {
    /// The element itself last, each with how it stands to the one before it.
    steps: Vec<(Relation, Compound)>,
}

/// How an element stands to the one before it in a selector.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Relation {
    /// Anywhere inside it.
    Inside,
    /// Directly inside it.
    Child,
    /// Right after it.
    Next,
    /// Somewhere after it.
    Later,
}

/// What one element must be.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct Compound {
    element: Option<String>,
    parts: Vec<Part>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Part {
    Class(String),
    Id(String),
    Attribute(String, Option<String>),
    Place(Place),
}

/// Places among the children of one parent: every `step`th from `offset` on, counted from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    step: i32,
    offset: i32,
    from_end: bool,
}

impl Place {
    /// Whether an element is in such a place.
    pub fn matches<'n, 'i>(self, element: Node<'n, 'i>) -> bool {
        let Self {
            step,
            offset,
            from_end,
        } = self;
        let neighbour = |node: Node<'n, 'i>| {
            if from_end {
                node.next_sibling_element()
            } else {
                node.prev_sibling_element()
            }
        };
        let mut index = 1;
        let mut at = element;
        while let Some(next) = neighbour(at) {
            index += 1;
            if step == 0 && index > offset {
                return false;
            }
            at = next;
        }
        let beyond = index - offset;
        if step == 0 {
            beyond == 0
        } else {
            beyond % step == 0 && beyond / step >= 0
        }
    }
}

impl Selector {
    /// Reads a selector; `None` if it isn't understood.
    pub fn parse(text: &str) -> Option<Self> {
        let mut steps = Vec::new();
        let mut rest = text.trim();
        let mut relation = Relation::Inside;
        loop {
            let (compound, after) = compound(rest)?;
            steps.push((relation, compound));
            let trimmed = after.trim_start();
            if trimmed.is_empty() {
                return Some(Self { steps });
            }
            let combinator = [
                ('>', Relation::Child),
                ('+', Relation::Next),
                ('~', Relation::Later),
            ];
            let found = combinator
                .into_iter()
                .find_map(|(sign, relation)| Some((relation, trimmed.strip_prefix(sign)?)));
            (relation, rest) = match found {
                Some((relation, rest)) => (relation, rest.trim_start()),
                None if trimmed.len() < after.len() => (Relation::Inside, trimmed),
                None => return None,
            };
        }
    }

    /// How it prevails over others: ids, then classes and the like, then names of elements.
    pub fn specificity(&self) -> [usize; 3] {
        let mut count = [0; 3];
        for (_, compound) in &self.steps {
            count[2] += usize::from(compound.element.is_some());
            for part in &compound.parts {
                count[usize::from(!matches!(part, Part::Id(_)))] += 1;
            }
        }
        count
    }

    /// Whether an element is meant.
    pub fn matches(&self, element: Node<'_, '_>) -> bool {
        let Some(((relation, last), before)) = self.steps.split_last() else {
            return false;
        };
        last.matches(element) && matches_before(before, *relation, element)
    }

    /// The places among siblings that it asks for.
    pub fn places(&self) -> impl Iterator<Item = Place> {
        let parts = self.steps.iter().flat_map(|(_, compound)| &compound.parts);
        parts.filter_map(|part| match part {
            Part::Place(place) => Some(*place),
            _ => None,
        })
    }

    /// Whether it asks for more of elements than names, classes, ids and places.
    pub fn sees_more(&self) -> bool {
        self.steps.iter().any(|(relation, compound)| {
            matches!(relation, Relation::Next | Relation::Later)
                || compound
                    .parts
                    .iter()
                    .any(|part| matches!(part, Part::Attribute(..)))
        })
    }

    /// The name that an element must have, and a class.
    pub fn wanted(&self) -> (Option<&str>, Option<&str>) {
        let Some((_, last)) = self.steps.last() else {
            return (None, None);
        };
        let class = last.parts.iter().find_map(|part| match part {
            Part::Class(class) => Some(class.as_str()),
            _ => None,
        });
        (last.element.as_deref(), class)
    }
}

/// Whether what comes before an element in a selector is found around it.
fn matches_before(steps: &[(Relation, Compound)], relation: Relation, element: Node<'_, '_>) -> bool {
    let Some(((earlier, compound), before)) = steps.split_last() else {
        return true;
    };
    let fits = |node: Node<'_, '_>| compound.matches(node) && matches_before(before, *earlier, node);
    match relation {
        Relation::Child => element.parent_element().is_some_and(fits),
        Relation::Next => element.prev_sibling_element().is_some_and(fits),
        Relation::Inside => {
            let mut outer = element.parent_element();
            while let Some(node) = outer {
                if fits(node) {
                    return true;
                }
                outer = node.parent_element();
            }
            false
        }
        Relation::Later => {
            let mut sibling = element.prev_sibling_element();
            while let Some(node) = sibling {
                if fits(node) {
                    return true;
                }
                sibling = node.prev_sibling_element();
            }
            false
        }
    }
}

impl Compound {
    fn matches(&self, element: Node<'_, '_>) -> bool {
        let name = element.tag_name().name();
        self.element.as_deref().is_none_or(|wanted| wanted == name)
            && self.parts.iter().all(|part| match part {
                Part::Class(wanted) => element
                    .attribute("class")
                    .is_some_and(|classes| classes.split_ascii_whitespace().any(|class| class == wanted)),
                Part::Id(wanted) => element.attribute("id") == Some(wanted),
                Part::Attribute(name, None) => element.has_attribute(name.as_str()),
                Part::Attribute(name, wanted) => element.attribute(name.as_str()) == wanted.as_deref(),
                Part::Place(place) => place.matches(element),
            })
    }
}

/// Reads what one element must be; returns it and the text after it.
fn compound(text: &str) -> Option<(Compound, &str)> {
    let mut compound = Compound::default();
    let mut rest = text;
    let is_any = rest.strip_prefix('*');
    if let Some(after) = is_any {
        rest = after;
    } else if let Some((name, after)) = name(rest) {
        compound.element = Some(name.to_owned());
        rest = after;
    }
    loop {
        let mut characters = rest.chars();
        let part = match characters.next() {
            Some('.') => {
                let (class, after) = name(characters.as_str())?;
                rest = after;
                Part::Class(class.to_owned())
            }
            Some('#') => {
                let (id, after) = name(characters.as_str())?;
                rest = after;
                Part::Id(id.to_owned())
            }
            Some('[') => {
                let (inside, after) = characters.as_str().split_once(']')?;
                rest = after;
                attribute(inside)?
            }
            Some(':') => {
                let (place, after) = place(characters.as_str())?;
                rest = after;
                Part::Place(place)
            }
            _ if is_any.is_none() && compound.element.is_none() && compound.parts.is_empty() => return None,
            _ => return Some((compound, rest)),
        };
        compound.parts.push(part);
    }
}

fn name(text: &str) -> Option<(&str, &str)> {
    let is_name = |c: char| c.is_alphanumeric() || c == '-' || c == '_';
    let end = text.find(|c| !is_name(c)).unwrap_or(text.len());
    let (name, rest) = text.split_at(end);
    let begins_well = name.starts_with(|c: char| c.is_alphabetic() || c == '_' || c == '-');
    begins_well.then_some((name, rest))
}

/// `title` or `title="a b"`.
fn attribute(inside: &str) -> Option<Part> {
    let (attribute, value) = match inside.split_once('=') {
        Some((attribute, value)) => (attribute, Some(value.trim())),
        None => (inside, None),
    };
    let (attribute, rest) = name(attribute.trim())?;
    let unquoted = |value: &str| {
        let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''));
        match quote {
            Some(quote) => value.strip_prefix(quote)?.strip_suffix(quote).map(str::to_owned),
            None => name(value)
                .filter(|(_, rest)| rest.is_empty())
                .map(|(value, _)| value.to_owned()),
        }
    };
    let value = match value {
        Some(value) => Some(unquoted(value)?),
        None => None,
    };
    rest.is_empty()
        .then(|| Part::Attribute(attribute.to_owned(), value))
}

/// `first-child`, `nth-child(2n+1)` and the like, without the colon.
fn place(text: &str) -> Option<(Place, &str)> {
    let (class, rest) = name(text)?;
    let once = |offset, from_end| Place {
        step: 0,
        offset,
        from_end,
    };
    match class {
        "first-child" => return Some((once(1, false), rest)),
        "last-child" => return Some((once(1, true), rest)),
        "nth-child" | "nth-last-child" => {}
        _ => return None,
    }
    let (inside, rest) = rest.strip_prefix('(')?.split_once(')')?;
    let formula: String = inside
        .chars()
        .filter(|c| !c.is_whitespace())
        .collect::<String>()
        .to_ascii_lowercase();
    let (step, offset) = match formula.as_str() {
        "even" => (2, 0),
        "odd" => (2, 1),
        other => match other.split_once('n') {
            None => (0, small(other)?),
            Some((step, offset)) => {
                let step = match step {
                    "" | "+" => 1,
                    "-" => -1,
                    number => small(number)?,
                };
                (step, if offset.is_empty() { 0 } else { small(offset)? })
            }
        },
    };
    let from_end = class == "nth-last-child";
    Some((
        Place {
            step,
            offset,
            from_end,
        },
        rest,
    ))
}

fn small(text: &str) -> Option<i32> {
    text.parse()
        .ok()
        .filter(|number| (-100_000..=100_000).contains(number))
}

#[cfg(test)]
mod tests {
    use roxmltree::Document;

    use super::*;

    /// The `n` attributes of the elements that a selector means.
    fn chosen(selector: &str) -> String {
        let document = Document::parse(
            "<body><table class='kpis big' n='t'><tr n='1'><td n='a'/><td n='b' title='x y'/></tr>\
             <tr n='2'/><tr n='3'/><tr n='4' id='last'/><tr n='5'/></table><p n='p'/></body>",
        )
        .unwrap();
        let selector = Selector::parse(selector).unwrap();
        let elements = document.descendants().filter(Node::is_element);
        elements
            .filter(|element| selector.matches(*element))
            .filter_map(|element| element.attribute("n"))
            .collect()
    }

    #[test]
    fn selectors_choose_as_in_css() {
        for (selector, expected) in [
            ("tr", "12345"),
            ("tr:first-child", "1"),
            ("tr:last-child", "5"),
            ("tr:nth-child(even)", "24"),
            ("tr:nth-child( 2n + 1 )", "135"),
            ("tr:nth-child(odd) > td:nth-child(2)", "b"),
            ("tr:nth-child(-n+2)", "12"),
            ("tr:nth-child(n+4)", "45"),
            ("tr:nth-child(3)", "3"),
            ("tr:nth-last-child(2)", "4"),
            (".kpis.big td", "ab"),
            ("table.kpis > td", ""),
            ("body > table tr td", "ab"),
            ("#last", "4"),
            ("#last + tr", "5"),
            ("tr:first-child ~ tr", "2345"),
            ("td[title]", "b"),
            ("td[title='x y']", "b"),
            ("table *", "1ab2345"),
            ("*.big", "t"),
        ] {
            assert_eq!(chosen(selector), expected, "{selector}");
        }
    }

    #[test]
    fn what_is_not_understood_is_refused() {
        for text in [
            "",
            "> p",
            "p >",
            "p:hover",
            "p::before",
            "p:nth-child(x)",
            "p:not(.a)",
            "p..a",
            "p[",
            "p[=x]",
            "1p",
            "p,b",
            "p:nth-child(2",
            "a|b",
        ] {
            assert_eq!(Selector::parse(text), None, "{text}");
        }
    }

    #[test]
    fn specificity_counts_ids_then_classes_then_names() {
        for (text, expected) in [
            ("*", [0, 0, 0]),
            ("p", [0, 0, 1]),
            ("div p.a:first-child", [0, 2, 2]),
            ("#x [title]", [1, 1, 0]),
        ] {
            assert_eq!(Selector::parse(text).unwrap().specificity(), expected, "{text}");
        }
    }

    proptest::proptest! {
        #[test]
        fn no_text_breaks_the_reader(text in "[a-z.#:>+~*\\[\\]()= n0-9'-]{0,30}") {
            let document = Document::parse("<a class='b'><c/><c id='d'/></a>").unwrap();
            if let Some(selector) = Selector::parse(&text) {
                for element in document.descendants().filter(Node::is_element) {
                    selector.matches(element);
                }
            }
        }
    }
}

//! A place in rendered markup → the place in the template that it was rendered from, since people mend templates.

/// The template among `templates`, and the byte of it, around which its text agrees the longest with that around byte
/// `offset` of `markup`; the first template's start where nothing agrees.
///
/// Rendering copies the text between tags and replaces the tags, so that the surroundings of an oversight stand in the
/// template word for word as far as the next tag on either side.
pub fn template_offset<'a>(templates: &[(&'a str, &str)], markup: &str, offset: usize) -> (&'a str, usize) {
    let before = markup.as_bytes().get(..offset).unwrap_or_default();
    let after = markup.as_bytes().get(offset..).unwrap_or_default();
    let mut best = (templates.first().map_or("", |(name, _)| name), 0, 0);
    for (name, template) in templates {
        let starts_alike = |candidate: &usize| template.as_bytes().get(*candidate) == after.first();
        let candidates = (0..template.len())
            .filter(|candidate| template.is_char_boundary(*candidate))
            .filter(starts_alike);
        for candidate in candidates {
            let (head, tail) = template.as_bytes().split_at(candidate);
            let agreement =
                common(tail.iter(), after.iter()) + common(head.iter().rev(), before.iter().rev());
            if agreement > best.2 {
                best = (name, candidate, agreement);
            }
        }
    }
    (best.0, best.1)
}

fn common<'a>(one: impl Iterator<Item = &'a u8>, other: impl Iterator<Item = &'a u8>) -> usize {
    one.zip(other).take_while(|(one, other)| one == other).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_inside_a_loop_is_found_before_it_was_repeated() {
        let template = "<div>\n{% for row in rows %}<p class=\"a\"><blink>{{ row }}</blink></p>{% endfor %}\n<p>x</p></div>";
        let markup =
            "<div>\n<p class=\"a\"><blink>甲</blink></p><p class=\"a\"><blink>乙</blink></p>\n<p>x</p></div>";
        let wanted = template.find("<blink>").unwrap();
        for (offset, _) in markup.match_indices("<blink>") {
            assert_eq!(template_offset(&[("a", template)], markup, offset), ("a", wanted));
        }
        let last = markup.rfind("<p>x").unwrap();
        assert_eq!(
            template_offset(&[("a", template)], markup, last),
            ("a", template.rfind("<p>x").unwrap())
        );
    }

    #[test]
    fn what_stands_nowhere_in_the_template_is_at_its_start() {
        assert_eq!(template_offset(&[("a", "{{ a }}")], "甲", 0), ("a", 0));
        assert_eq!(template_offset(&[("a", "")], "甲", 7), ("a", 0));
    }

    #[test]
    fn what_a_second_template_made_is_found_there() {
        let templates = [
            ("form", "<div>{{ <chart /> }}</div>"),
            ("charts", "<svg><blink/></svg>"),
        ];
        let markup = "<div><svg><blink/></svg></div>";
        assert_eq!(
            template_offset(&templates, markup, markup.find("<blink").unwrap()),
            ("charts", 5)
        );
    }
}

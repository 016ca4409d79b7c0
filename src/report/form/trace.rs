//! A place in rendered markup → the place in the template that it was rendered from, since people mend templates.

/// The byte of `template` around which its text agrees the longest with that around byte `offset` of `markup`.
///
/// Rendering copies the text between tags and replaces the tags, so that the surroundings of an oversight stand in the
/// template word for word as far as the next tag on either side.
pub fn template_offset(template: &str, markup: &str, offset: usize) -> usize {
    let before = markup.as_bytes().get(..offset).unwrap_or_default();
    let after = markup.as_bytes().get(offset..).unwrap_or_default();
    let agreement = |candidate: usize| {
        let (head, tail) = template.as_bytes().split_at(candidate);
        common(tail.iter(), after.iter()) + common(head.iter().rev(), before.iter().rev())
    };
    let starts_alike = |candidate: &usize| template.as_bytes().get(*candidate) == after.first();
    (0..template.len())
        .filter(|candidate| template.is_char_boundary(*candidate))
        .filter(starts_alike)
        .max_by_key(|candidate| (agreement(*candidate), std::cmp::Reverse(*candidate)))
        .unwrap_or(0)
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
            assert_eq!(template_offset(template, markup, offset), wanted);
        }
        let last = markup.rfind("<p>x").unwrap();
        assert_eq!(
            template_offset(template, markup, last),
            template.rfind("<p>x").unwrap()
        );
    }

    #[test]
    fn what_stands_nowhere_in_the_template_is_at_its_start() {
        assert_eq!(template_offset("{{ a }}", "甲", 0), 0);
        assert_eq!(template_offset("", "甲", 7), 0);
    }
}

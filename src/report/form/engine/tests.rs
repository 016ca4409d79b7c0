use super::*;

fn laid_out(markup: &str) -> LaidOut {
    lay_out(markup, &[], &FontSet::bundled().unwrap()).unwrap()
}

#[test]
fn hello() {
    let out =
        laid_out("<html><body><p>你好 world</p><table><tr><td>a</td><td>b</td></tr></table></body></html>");
    assert_eq!(out.pages.len(), 1);
}

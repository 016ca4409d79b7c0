//! An invoice as a PDF: `cargo run -p typeset --example invoice -- invoice.pdf`

use std::error::Error;
use typeset::fonts::FontSet;
use typeset::image::Images;
use typeset::pdf::{Metadata, PdfFonts, write};
use typeset::{Engine, Stylesheet};

const LOOKS: &str = "
    @page { size: A4; margin: 25mm 20mm }
    body { font-size: 10pt }
    h1 { font-size: 20pt; color: #1f4e79 }
    table { width: 100%; border-collapse: collapse; margin-top: 10mm }
    th, td { border-bottom: 0.5pt solid #999; padding: 2mm }
    th { text-align: left }
    .amount { text-align: right }
    .sum td { font-weight: bold; border-bottom: 1pt solid #1f4e79 }
";

const INVOICE: &str = "<html><body>
    <h1>发票 Invoice 2026-118</h1>
    <p>Example Office Supplies to 样品贸易有限公司, 30 November 2026</p>
    <table>
        <thead><tr><th>Item</th><th class=\"amount\">Amount</th></tr></thead>
        <tbody>
            <tr><td>Paper, 80 g/m², 40 boxes</td><td class=\"amount\">¥4,800.00</td></tr>
            <tr><td>墨盒 ×12</td><td class=\"amount\">¥2,160.00</td></tr>
            <tr class=\"sum\"><td>Total</td><td class=\"amount\">¥6,960.00</td></tr>
        </tbody>
    </table>
</body></html>";

fn main() -> Result<(), Box<dyn Error>> {
    let path = std::env::args()
        .nth(1)
        .unwrap_or_else(|| "invoice.pdf".to_owned());
    let fonts = FontSet::bundled()?;
    let engine = Engine::new(vec![Stylesheet::parse(LOOKS)], fonts.clone(), Images::default());
    let laid_out = engine.lay_out(INVOICE)?;
    for warning in &laid_out.warnings {
        eprintln!("{}: {}", warning.position, warning.oversight);
    }
    let metadata = Metadata {
        title: "Invoice 2026-118".to_owned(),
        language: "en".to_owned(),
        producer: "typeset's example".to_owned(),
        ..Metadata::default()
    };
    std::fs::write(path, write(&laid_out.pages, &PdfFonts::whole(&fonts), &metadata)?)?;
    Ok(())
}

#!/usr/bin/env python3
"""Makes the small fonts that tests embed: squares, for characters that no bundled face has.

Squares.ttf   TrueType outlines, one glyph made of another: 😀 a square, 😁 the same square higher up
Squares.otf   CFF outlines without CIDs: 😂
Squares.ttc   both kinds of a collection: the second face has 😃
Sealed.ttf    as Squares.ttf, but its licence forbids embedding
"""

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTCollection

EPOCH = 3_800_000_000  # a date that stays, so that the same script gives the same bytes


def square(pen, size):
    pen.moveTo((100, 0))
    pen.lineTo((100, size))
    pen.lineTo((100 + size, size))
    pen.lineTo((100 + size, 0))
    pen.closePath()
    return pen


def finish(builder, name, advance, embedding=0):
    builder.setupHorizontalMetrics({glyph: (advance, 100) for glyph in builder.font.getGlyphOrder()})
    builder.setupHorizontalHeader(ascent=1600, descent=-400)
    builder.setupNameTable({"familyName": name, "styleName": "Regular", "psName": name})
    builder.setupOS2(sTypoAscender=1600, sTypoDescender=-400, fsType=embedding)
    builder.setupPost()
    builder.updateHead(created=EPOCH, modified=EPOCH)
    builder.font.recalcTimestamp = False
    return builder.font


def true_type(name, characters, embedding=0):
    builder = FontBuilder(2048, isTTF=True)
    order = [".notdef", "square", "raised"]
    builder.setupGlyphOrder(order)
    builder.setupCharacterMap(dict(zip(map(ord, characters), order[1:])))
    glyphs = {".notdef": square(TTGlyphPen(None), 400).glyph(), "square": square(TTGlyphPen(None), 1200).glyph()}
    raised = TTGlyphPen(glyphs)
    raised.addComponent("square", (1, 0, 0, 1, 0, 400))
    builder.setupGlyf(glyphs | {"raised": raised.glyph()})
    return finish(builder, name, 1501, embedding)


def compact(name, characters):
    builder = FontBuilder(1000, isTTF=False)
    builder.setupGlyphOrder([".notdef", "square"])
    builder.setupCharacterMap({ord(characters): "square"})
    strings = {glyph: square(T2CharStringPen(900, None), 600).getCharString() for glyph in (".notdef", "square")}
    builder.setupCFF(name, {"FullName": name}, strings, {})
    return finish(builder, name, 900)


if __name__ == "__main__":
    true_type("Squares", "😀😁").save("Squares.ttf")
    true_type("Sealed", "😀😁", embedding=2).save("Sealed.ttf")
    compact("SquaresCompact", "😂").save("Squares.otf")
    collection = TTCollection()
    collection.fonts = [true_type("First", "😀😁"), true_type("Second", "😃😄")]
    collection.save("Squares.ttc")

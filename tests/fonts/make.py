#!/usr/bin/env python3
"""Makes the small fonts that tests embed: squares, for characters that no bundled face has, and for a company's own face.

Squares.ttf   TrueType outlines, one glyph made of another: 😀 a square, 😁 the same square higher up
Squares.otf   CFF outlines without CIDs: 😂
Squares.ttc   both kinds of a collection: the second face has 😃
Sealed.ttf    as Squares.ttf, but its licence forbids embedding
Whole.ttf     as Squares.ttf, but its licence forbids embedding parts
House.otf     CFF outlines: digits, A, S, quotation marks and the space
House.ttc     TrueType outlines of the same characters: bold slanted, regular, bold
"""

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTCollection

HOUSE = " 0123456789AS“”"
ITALIC = 1
EPOCH = 3_800_000_000  # a date that stays, so that the same script gives the same bytes


def square(pen, size):
    pen.moveTo((100, 0))
    pen.lineTo((100, size))
    pen.lineTo((100 + size, size))
    pen.lineTo((100 + size, 0))
    pen.closePath()
    return pen


def finish(builder, name, advance, embedding=0, weight=400, **style):
    builder.setupHorizontalMetrics({glyph: (advance, 100) for glyph in builder.font.getGlyphOrder()})
    builder.setupHorizontalHeader(ascent=1600, descent=-400)
    builder.setupNameTable({"familyName": name, "styleName": "Regular", "psName": name})
    builder.setupOS2(sTypoAscender=1600, sTypoDescender=-400, fsType=embedding, usWeightClass=weight, **style)
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


def house_glyphs(pen_of, glyph_of):
    glyphs = {".notdef": glyph_of(square(pen_of(), 400)), "space": glyph_of(pen_of())}
    sizes = range(200, 1600, 100)
    return glyphs | {f"square{size}": glyph_of(square(pen_of(), size)) for size in sizes}


def house(name, weight, **style):
    glyphs = house_glyphs(lambda: TTGlyphPen(None), lambda pen: pen.glyph())
    builder = FontBuilder(2048, isTTF=True)
    builder.setupGlyphOrder(list(glyphs))
    builder.setupCharacterMap(dict(zip(map(ord, HOUSE), list(glyphs)[1:])))
    builder.setupGlyf(glyphs)
    return finish(builder, name, 1501, weight=weight, **style)


def compact_house(name):
    strings = house_glyphs(lambda: T2CharStringPen(1501, None), lambda pen: pen.getCharString())
    builder = FontBuilder(2048, isTTF=False)
    builder.setupGlyphOrder(list(strings))
    builder.setupCharacterMap(dict(zip(map(ord, HOUSE), list(strings)[1:])))
    builder.setupCFF(name, {"FullName": name, "FontMatrix": [1 / 2048, 0, 0, 1 / 2048, 0, 0]}, strings, {})
    return finish(builder, name, 1501)


if __name__ == "__main__":
    true_type("Squares", "😀😁").save("Squares.ttf")
    true_type("Sealed", "😀😁", embedding=2).save("Sealed.ttf")
    true_type("Whole", "😀😁", embedding=0x100).save("Whole.ttf")
    compact("SquaresCompact", "😂").save("Squares.otf")
    collection = TTCollection()
    collection.fonts = [true_type("First", "😀😁"), true_type("Second", "😃😄")]
    collection.save("Squares.ttc")
    compact_house("House").save("House.otf")
    collection = TTCollection()
    collection.fonts = [house("HouseSlanted", 700, fsSelection=ITALIC), house("HouseRegular", 400), house("HouseBold", 700)]
    collection.save("House.ttc")

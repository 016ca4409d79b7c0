#!/usr/bin/env python3
"""Cuts the bundled faces out of Debian's fonts-noto-cjk. README.md says what they hold and why."""

from fontTools.pens.boundsPen import BoundsPen
from fontTools.pens.reverseContourPen import ReverseContourPen
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.pens.transformPen import TransformPen
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

SOURCE = "/usr/share/fonts/opentype/noto/NotoSansCJK-{}.ttc"
SIMPLIFIED_CHINESE = 2  # the face's place in the collection
STROKES = {"Regular": 66, "Bold": 110}  # of the shapes drawn here, in units of 1/1000 em

RANGES = (
    (0x0020, 0x007E),  # ASCII
    (0x00A0, 0x017F),  # Latin-1, Latin Extended-A
    (0x0391, 0x03C9),  # Greek
    (0x0401, 0x0451),  # Cyrillic
    (0x2010, 0x2049),  # punctuation
    (0x2070, 0x209C),  # superscripts, subscripts
    (0x20A0, 0x20BF),  # currencies
    (0x2100, 0x214F),  # letter-like symbols
    (0x2150, 0x218F),  # fractions, Roman numerals
    (0x2190, 0x21FF),  # arrows
    (0x2200, 0x22FF),  # mathematics
    (0x2460, 0x24FF),  # circled and bracketed figures and letters
    (0x2500, 0x25FF),  # box drawing, blocks, shapes
    (0x2600, 0x26FF),  # stars, check boxes
    (0x2700, 0x27BF),  # ticks, crosses
    (0x2E80, 0x2FDF),  # radicals, which text copied out of other PDFs holds
    (0x3000, 0x33FF),  # punctuation, kana, units
    (0xFE30, 0xFE6B),  # forms of punctuation
    (0xFF01, 0xFFE6),  # full-width forms
)


def gbk():
    """Every printable character that code page 936 encodes."""
    pairs = (bytes((lead, trail)) for lead in range(0x81, 0xFF) for trail in range(0x40, 0xFF))
    texts = (pair.decode("cp936", "ignore") for pair in pairs)
    return {ord(text) for text in texts if len(text) == 1 and ord(text) > 0x7F}


class Slots:
    """Glyphs of the source that the cut doesn't need, given a new outline and a character of their own."""

    def __init__(self, font, needed):
        self.font = font
        self.cmap = font.getBestCmap()
        self.glyphs = font.getGlyphSet()
        top = font["CFF "].cff.topDictIndex[0]
        self.strings = top.CharStrings
        used = {self.cmap[c] for c in needed if c in self.cmap}
        self.free = iter([g for g in font.getGlyphOrder()[1:] if g not in used])
        self.new = {}

    def add(self, character, width, draw):
        slot = next(self.free)
        old = self.strings[slot]
        # A string states by how much its width differs from the usual one of its part of the family.
        usual = old.private.nominalWidthX
        pen = T2CharStringPen(None if width == old.private.defaultWidthX else width - usual, None)
        draw(pen)
        self.new[slot] = pen.getCharString(old.private, old.globalSubrs)
        self.font["hmtx"][slot] = (width, 0)
        for table in self.font["cmap"].tables:
            if table.isUnicode() and table.format != 14:
                table.cmap[character] = slot

    def finish(self):
        """Puts the outlines in at the end, so that no drawing reads one that was replaced."""
        for slot, string in self.new.items():
            index = self.strings.charStrings[slot]
            self.strings.charStringsIndex[index] = string

    def outline(self, character, pen, transform=(1, 0, 0, 1, 0, 0)):
        self.glyphs[self.cmap[ord(character)]].draw(TransformPen(pen, transform))

    def width(self, character):
        return self.font["hmtx"][self.cmap[ord(character)]][0]


def polygon(pen, *points):
    pen.moveTo(points[0])
    for point in points[1:]:
        pen.lineTo(point)
    pen.closePath()


def cross(pen, centre, reach, stroke):
    """An X, of two crossing strokes."""
    (x, y), half = centre, stroke * 0.125**0.5
    for s in (1, -1):
        a, b = (x - reach, y - s * reach), (x + reach, y + s * reach)
        corners = [(a[0] + half, a[1] - s * half), (b[0] + half, b[1] - s * half)]
        corners += [(b[0] - half, b[1] + s * half), (a[0] - half, a[1] + s * half)]
        polygon(pen, *(corners if s > 0 else reversed(corners)))


def draw_missing(slots, stroke):
    """What forms use and Noto Sans CJK has not: boxes to tick, crosses, the replacement character."""

    def box(pen):
        slots.outline("□", pen)

    def ticked(pen):
        box(pen)
        slots.outline("✓", pen, (0.75, 0, 0, 0.75, 125, 95))

    def crossed(pen):
        box(pen)
        cross(pen, (500, 380), 190, stroke)

    def nearly_equal(pen):
        half, dot = stroke * 0.4, stroke * 0.7
        for y in (300, 460):
            polygon(pen, (130, y - half), (870, y - half), (870, y + half), (130, y + half))
        for x, y in ((215, 640), (785, 120)):
            polygon(pen, (x - dot, y - dot), (x + dot, y - dot), (x + dot, y + dot), (x - dot, y + dot))

    def replacement(pen):
        polygon(pen, (500, -100), (980, 380), (500, 860), (20, 380))
        question = BoundsPen(slots.glyphs)
        slots.outline("?", question)
        x_min, y_min, x_max, y_max = question.bounds
        scale = 560 / (y_max - y_min)
        move = (500 - scale * (x_min + x_max) / 2, 380 - scale * (y_min + y_max) / 2)
        slots.outline("?", ReverseContourPen(pen), (scale, 0, 0, scale, *move))

    shapes = {"☐": box, "☑": ticked, "☒": crossed, "≒": nearly_equal, "\ufffd": replacement}
    shapes |= {c: lambda pen: cross(pen, (500, 380), 260, stroke * 1.2) for c in "✗✘"}
    shapes |= {new: lambda pen, old=old: slots.outline(old, pen) for new, old in zip("✔►◄", "✓▶◀")}
    for character, draw in shapes.items():
        slots.add(ord(character), 1000, draw)


def part_shared(slots, characters):
    """A glyph of its own for each character, so that copying text gives back the very character."""
    seen = set()
    for character in sorted(characters):
        glyph = slots.cmap.get(character)
        if glyph in seen:
            slots.add(character, slots.width(chr(character)), slots.glyphs[glyph].draw)
        seen.add(glyph) if glyph else None


def cut(weight, characters):
    font = TTFont(SOURCE.format(weight), fontNumber=SIMPLIFIED_CHINESE, recalcTimestamp=False)
    slots = Slots(font, characters)
    draw_missing(slots, STROKES[weight])
    part_shared(slots, characters)
    slots.finish()
    options = Options()
    options.notdef_outline = True
    options.name_IDs = [0, 1, 2, 4, 6, 13, 14]
    options.layout_features = []
    options.drop_tables += ["BASE", "GDEF", "GPOS", "GSUB", "VORG", "vhea", "vmtx"]
    options.hinting = False
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=characters | set(map(ord, "☐☑☒≒✗✘✔►◄\ufffd")))
    subsetter.subset(font)
    name = f"NotoSansSC-{weight}.otf"
    font.save(name)
    missing = [hex(c) for c in sorted(gbk() - set(font.getBestCmap()))]
    print(name, len(font.getGlyphOrder()), "glyphs; characters of GBK without one:", missing)


if __name__ == "__main__":
    wanted = gbk() | {c for first, last in RANGES for c in range(first, last + 1)}
    for weight in STROKES:
        cut(weight, wanted)

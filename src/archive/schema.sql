-- What was published, and when. Amounts, rates and points are texts, exactly as on the forms; days are YYYY-MM-DD.

CREATE TABLE policies (
    id INTEGER PRIMARY KEY,
    sha256 TEXT NOT NULL UNIQUE,      -- of the text
    text TEXT NOT NULL                -- KPIs, weights, rules and grades as resolved, in JSON
) STRICT;

CREATE TABLE runs (
    id INTEGER PRIMARY KEY,
    period TEXT NOT NULL,             -- 2026-10, 2026-Q4, 2026
    version INTEGER NOT NULL,         -- 1 until the period was closed and restated
    published_at TEXT,                -- 2026-11-02T06:00:13+08:00; NULL: being published
    exit INTEGER NOT NULL,            -- the exit code: 0, or 1 where there were findings
    program TEXT NOT NULL,            -- the version of repcard
    code TEXT NOT NULL,               -- sha256 of results.json, which the codes on the pages are made from
    reason TEXT,                      -- why it was restated; NULL of version 1
    policy INTEGER NOT NULL REFERENCES policies (id),
    snapshot_sha256 TEXT NOT NULL,    -- of snapshot.json
    snapshot BLOB NOT NULL            -- snapshot.json, compressed (zlib)
) STRICT;
CREATE INDEX runs_by_period ON runs (period, version);

CREATE TABLE figure_rows (
    run INTEGER PRIMARY KEY REFERENCES runs (id) ON DELETE CASCADE,
    rows BLOB NOT NULL                -- the rows that the figures were made of: JSON, compressed (zlib)
) STRICT;

CREATE TABLE inputs (
    run INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
    path TEXT NOT NULL,               -- below the book
    size INTEGER NOT NULL,
    sha256 TEXT NOT NULL,
    PRIMARY KEY (run, path)
) STRICT, WITHOUT ROWID;

CREATE TABLE scorecards (
    run INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
    rep_id TEXT NOT NULL,
    name TEXT NOT NULL,
    team TEXT,
    region TEXT,
    title TEXT,
    manager TEXT,
    score TEXT,
    grade TEXT,
    rank INTEGER,
    team_rank INTEGER,
    code TEXT,                        -- what is printed at the foot of the form
    PRIMARY KEY (run, rep_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE figures (
    run INTEGER NOT NULL,
    rep_id TEXT NOT NULL,
    kpi TEXT NOT NULL,
    target TEXT,
    actual TEXT,
    attainment TEXT,                  -- a share: 0.95
    mom TEXT,                         -- growth over the period before
    yoy TEXT,                         -- growth over the same period of the year before
    weight TEXT NOT NULL,
    points TEXT,
    PRIMARY KEY (run, rep_id, kpi),
    FOREIGN KEY (run, rep_id) REFERENCES scorecards (run, rep_id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE TABLE findings (
    run INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
    number INTEGER NOT NULL,          -- their order, from 1
    severity TEXT NOT NULL,
    code TEXT NOT NULL,
    place TEXT,                       -- 订单.xlsx!10月!F14; NULL of the book as a whole
    text TEXT NOT NULL,
    PRIMARY KEY (run, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE closings (
    period TEXT PRIMARY KEY,
    run INTEGER NOT NULL REFERENCES runs (id),
    closed_at TEXT NOT NULL
) STRICT;

-- The run that each version of a period is: the one published last.
CREATE VIEW versions AS
    SELECT period, version, max(id) AS run FROM runs WHERE published_at IS NOT NULL GROUP BY period, version;

-- The run that each period is now.
CREATE VIEW current AS
    SELECT period, max(version) AS version, run FROM versions GROUP BY period;

-- Since when each policy was known to those who were appraised by it.
CREATE VIEW policies_published AS
    SELECT policies.id, sha256, min(published_at) AS first_published, min(period) AS first_period
    FROM policies JOIN runs ON runs.policy = policies.id WHERE published_at IS NOT NULL GROUP BY policies.id;

-- What was published stays as it was published.
CREATE TRIGGER policies_stay BEFORE UPDATE ON policies
    BEGIN SELECT raise(ABORT, 'what was published stays as it was'); END;
CREATE TRIGGER policies_remain BEFORE DELETE ON policies
    BEGIN SELECT raise(ABORT, 'what was published stays as it was'); END;
CREATE TRIGGER runs_stay BEFORE UPDATE ON runs WHEN OLD.published_at IS NOT NULL
    BEGIN SELECT raise(ABORT, 'what was published stays as it was'); END;
CREATE TRIGGER runs_remain BEFORE DELETE ON runs WHEN OLD.published_at IS NOT NULL
    BEGIN SELECT raise(ABORT, 'what was published stays as it was'); END;
CREATE TRIGGER closings_stay BEFORE UPDATE ON closings
    BEGIN SELECT raise(ABORT, 'what was closed stays closed'); END;
CREATE TRIGGER closings_remain BEFORE DELETE ON closings
    BEGIN SELECT raise(ABORT, 'what was closed stays closed'); END;
CREATE TRIGGER inputs_stay BEFORE UPDATE ON inputs
    BEGIN SELECT raise(ABORT, 'what was published stays as it was'); END;
CREATE TRIGGER inputs_remain BEFORE DELETE ON inputs WHEN (SELECT published_at FROM runs WHERE id = OLD.run) IS NOT NULL
    BEGIN SELECT raise(ABORT, 'what was published stays as it was'); END;
CREATE TRIGGER inputs_complete BEFORE INSERT ON inputs WHEN (SELECT published_at FROM runs WHERE id = NEW.run) IS NOT NULL
    BEGIN SELECT raise(ABORT, 'what was published stays as it was'); END;
CREATE TRIGGER scorecards_stay BEFORE UPDATE ON scorecards
    BEGIN SELECT raise(ABORT, 'what was published stays as it was'); END;
CREATE TRIGGER scorecards_remain BEFORE DELETE ON scorecards WHEN (SELECT published_at FROM runs WHERE id = OLD.run) IS NOT NULL
    BEGIN SELECT raise(ABORT, 'what was published stays as it was'); END;
CREATE TRIGGER scorecards_complete BEFORE INSERT ON scorecards WHEN (SELECT published_at FROM runs WHERE id = NEW.run) IS NOT NULL
    BEGIN SELECT raise(ABORT, 'what was published stays as it was'); END;
CREATE TRIGGER figures_stay BEFORE UPDATE ON figures
    BEGIN SELECT raise(ABORT, 'what was published stays as it was'); END;
CREATE TRIGGER figures_remain BEFORE DELETE ON figures WHEN (SELECT published_at FROM runs WHERE id = OLD.run) IS NOT NULL
    BEGIN SELECT raise(ABORT, 'what was published stays as it was'); END;
CREATE TRIGGER figures_complete BEFORE INSERT ON figures WHEN (SELECT published_at FROM runs WHERE id = NEW.run) IS NOT NULL
    BEGIN SELECT raise(ABORT, 'what was published stays as it was'); END;
CREATE TRIGGER findings_stay BEFORE UPDATE ON findings
    BEGIN SELECT raise(ABORT, 'what was published stays as it was'); END;
CREATE TRIGGER findings_remain BEFORE DELETE ON findings WHEN (SELECT published_at FROM runs WHERE id = OLD.run) IS NOT NULL
    BEGIN SELECT raise(ABORT, 'what was published stays as it was'); END;
CREATE TRIGGER findings_complete BEFORE INSERT ON findings WHEN (SELECT published_at FROM runs WHERE id = NEW.run) IS NOT NULL
    BEGIN SELECT raise(ABORT, 'what was published stays as it was'); END;
CREATE TRIGGER figure_rows_stay BEFORE UPDATE ON figure_rows
    BEGIN SELECT raise(ABORT, 'what was published stays as it was'); END;
CREATE TRIGGER figure_rows_remain BEFORE DELETE ON figure_rows WHEN (SELECT published_at FROM runs WHERE id = OLD.run) IS NOT NULL
    BEGIN SELECT raise(ABORT, 'what was published stays as it was'); END;

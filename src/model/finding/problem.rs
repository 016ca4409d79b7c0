//! The catalogue of problems: each a variant that holds what its message needs, with a page that gives
//! its stable code and severity.

use super::page::{
    Page, cells, changes, documents, figures, files, money, orders, people, pins, rows, scores, settings,
    sheets, signs, targets, together, words,
};
use super::{
    Content, Damage, Doubt, FontFault, Kept, Late, LikeliestDataset, Limit, OtherTargets, SameFor, Severity,
    UnitPlace, Unlike, Unmet, Unscored, Unused,
};
use super::{PlanTrouble, RepWithout, RepWriting};
use crate::model::{Bilingual, Dataset, DateDoubt, Field, Kpi, Meaning, Month, Place};
use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// What can be wrong with a book's data.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Problem {
    // ---- files
    /// The file cannot be opened or is damaged.
    UnreadableFile {
        /// Why.
        damage: Damage,
    },
    /// The file is protected by a password.
    EncryptedFile,
    /// The content is no spreadsheet, whatever its name says.
    NotASpreadsheet {
        /// What the content looks like.
        found: Content,
    },
    /// The file is beyond a limit that protects the machine.
    TooLarge {
        /// Which limit.
        limit: Limit,
    },
    /// Bytes that are no text in the file's encoding.
    UndecodableText {
        /// The encoding it was read in.
        encoding: String,
    },
    /// A text file that is not Unicode and not Chinese, read in the encoding that is most likely.
    GuessedEncoding {
        /// The encoding it was read in.
        encoding: String,
        /// What it looks like.
        sample: String,
        /// The file's path below the book.
        file: String,
    },
    /// A table whose end is missing; what is there is read.
    CutOff,
    /// A formula whose result the file doesn't hold.
    FormulaWithoutValue {
        /// Whether the row is rejected for it.
        required: bool,
    },
    /// An error value such as #N/A.
    ErrorValue {
        /// The error as Excel shows it.
        value: String,
        /// Whether the row is rejected for it.
        required: bool,
    },

    // ---- sheets and columns
    /// No header row of any dataset.
    UnrecognisedSheet {
        /// The dataset that it comes nearest to.
        likeliest: Option<Box<LikeliestDataset>>,
    },
    /// A line of the settings that is for nothing that was found.
    UnusedLine {
        /// The table of `repcard.toml`: `scale`.
        table: String,
        /// Its key.
        key: String,
    },
    /// Sheets, or files, without a column for the rep, that are named by one.
    RepFromName {
        /// What they hold.
        dataset: Dataset,
        /// How many there are.
        count: u64,
        /// Some of their names.
        names: Vec<String>,
        /// Whether these are the sheets', and not the files'.
        by_sheet: bool,
    },
    /// Sheets of a roster without a column for the team, that are named by one.
    TeamFromName {
        /// How many there are.
        count: u64,
        /// Some of their names.
        teams: Vec<String>,
    },
    /// A sheet that should be of a dataset that points hang on, and was not recognised.
    UnreadDataset {
        /// The dataset that its name or its header speaks for.
        dataset: Dataset,
        /// How near its header comes to that.
        likeliest: Option<Box<LikeliestDataset>>,
        /// The line that pins it under `[inputs]`.
        pin: String,
    },
    /// Sheets that nobody sees, and that are not read for it.
    HiddenSheets {
        /// Their names.
        sheets: Vec<String>,
        /// Whether the workbook has no other.
        all: bool,
        /// The dataset that they are by their header or the file's name, where points hang on it.
        dataset: Option<Dataset>,
        /// The line that pins one of them under `[inputs]`.
        pin: Option<String>,
    },
    /// A header row of several datasets.
    AmbiguousSheet {
        /// The datasets that fit equally well, each with the line that pins it under `[inputs]`.
        candidates: Vec<(Dataset, String)>,
    },
    /// A sheet of figures by month that could as well be what was reached, taken for targets.
    FiguresByMonth {
        /// The year whose targets they are taken for.
        year: i32,
        /// The line that says that they are.
        pin: String,
    },
    /// A sheet of figures by month, not taken for targets since a name or a header says that they are results.
    ResultsByMonth {
        /// What says so.
        said: String,
    },
    /// Rows of what was reached beside rows of targets; they are set aside.
    RowsOfResults {
        /// The first words that say so.
        words: Vec<String>,
        /// How many rows.
        rows: u64,
    },
    /// A sheet of a dataset whose `[inputs]` entry names other files or another sheet.
    NotPinned {
        /// The dataset.
        dataset: Dataset,
    },
    /// A header that `columns` of an `[inputs]` entry names and the sheet has not.
    HeaderNotFound {
        /// The field it was to be read into.
        field: Field,
        /// The header as the settings state it.
        header: String,
    },
    /// An expression of an `[inputs]` entry that the headers of a sheet make no sense of.
    UnusableExpression {
        /// `where`, or the id of the field.
        key: String,
        /// The expression.
        text: String,
        /// Where it is wrong: line and column of `repcard.toml`.
        at: Option<(u32, u32)>,
        /// What is wrong with it.
        mistake: Bilingual,
        /// The headers that the sheet has.
        headers: Vec<String>,
    },
    /// Rows for which the condition of an `[inputs]` entry is not true.
    RowsPassedOver {
        /// How many.
        rows: u64,
        /// The condition.
        condition: String,
        /// Whether no row at all meets it, nor is read by another entry.
        all: bool,
        /// The list, where all are left out and the settings may say that it has no rows.
        dataset: Option<Dataset>,
    },
    /// Rows of which the condition of an `[inputs]` entry can tell nothing, for a cell is not what it needs.
    ConditionUndecided {
        /// How many.
        rows: u64,
        /// The condition.
        condition: String,
        /// The first such cell.
        text: String,
    },
    /// Units of headers that expressions of an `[inputs]` entry name, by which their cells were multiplied.
    UnitsInExpressions {
        /// The headers, each with what was multiplied by.
        headers: Vec<(String, Decimal)>,
        /// The file, as a key of `[scale]`.
        file: String,
    },
    /// Cells of several columns that became rows of their own, as an `[inputs]` entry says.
    CellsAsRows {
        /// How many columns.
        columns: u64,
        /// The header of the first.
        first: String,
        /// That of the last.
        last: String,
        /// How many rows of the sheet state something in them.
        rows: u64,
        /// How many rows were made.
        made: u64,
        /// Whether each is the sum of a month.
        of_months: bool,
        /// The year of months whose headers name none, and whether nothing but the run says so.
        year: Option<(i32, bool)>,
    },
    /// Rows that are sums of months, as an `[inputs]` entry says.
    SumsOfMonths {
        /// How many.
        rows: u64,
        /// The year of months that name none, and whether nothing but the run says so.
        year: (i32, bool),
    },
    /// Keys that are not in the sheet that an `[inputs]` entry looks them up in.
    KeyNotThere {
        /// How many rows have one.
        rows: u64,
        /// The headers of the key.
        on: String,
        /// The first of the keys.
        text: String,
        /// The files that are looked up in.
        files: String,
        /// Whether the rows were left out for it.
        left_out: bool,
    },
    /// Keys that stand several times in the sheet that an `[inputs]` entry looks them up in, and not with the same.
    KeyRepeated {
        /// How many rows have one.
        rows: u64,
        /// The headers of the key.
        on: String,
        /// The first of the keys.
        text: String,
        /// The files that are looked up in.
        files: String,
    },
    /// Amounts that were multiplied by a unit which the header does not state in full.
    AmountsConverted {
        /// The unit, as stated.
        unit: String,
        /// Where it stands.
        at: UnitPlace,
        /// The first amount as it stands and as it counts.
        sample: Option<[Decimal; 2]>,
        /// Whether nothing else can be meant.
        sure: bool,
        /// The file, as a key of `[scale]`.
        file: String,
    },
    /// A unit that amounts may be in, by which they were not multiplied.
    UnitUnsure {
        /// The unit, as stated.
        unit: String,
        /// Where it stands.
        at: UnitPlace,
        /// What it would multiply by.
        scale: Decimal,
        /// The file, as a key of `[scale]`.
        file: String,
    },
    /// Amounts in another currency than the book's.
    OtherCurrency {
        /// The code of the currency.
        currency: String,
        /// Where it is stated.
        at: UnitPlace,
        /// The code of the book's own.
        own: String,
        /// Rows of the period.
        rows: u32,
        /// Whether every amount of the book is in it.
        all: bool,
        /// The file, as a key of `[scale]`.
        file: String,
    },
    /// Amounts whose middle is far from that of the months before.
    AmountsJump {
        /// The middle amount of this table's rows of the period.
        now: Decimal,
        /// That of the orders before.
        before: Decimal,
        /// How many rows of the period there are.
        rows: u32,
        /// What would bring the one near the other.
        scale: Decimal,
        /// The file, as a key of `[scale]`.
        file: String,
    },
    /// All amounts of the period are below 0, and those of the months before are not.
    AmountsTurned {
        /// How many rows of the period there are.
        rows: u32,
        /// The line of `[inputs]` that turns them; none where it would be too long.
        turned: Option<String>,
        /// That which leaves them as they are.
        kept: Option<String>,
    },
    /// Sales targets that are far from what is sold.
    TargetsOutOfScale {
        /// The middle monthly target.
        target: Decimal,
        /// The middle monthly sales of the same reps.
        sales: Decimal,
        /// What would bring the one near the other.
        scale: Decimal,
        /// The file, as a key of `[scale]`.
        file: String,
    },
    /// A pinned sheet without a column that its dataset needs.
    MissingColumn {
        /// The dataset.
        dataset: Dataset,
        /// The field without column.
        field: Field,
    },
    /// A table without the column that says which of its rows were done.
    NoAnswers {
        /// The dataset.
        dataset: Dataset,
        /// The field without column.
        field: Field,
    },
    /// Columns that are no field of the dataset; the place is that of the first.
    UnusedColumns {
        /// All of them, in sheet order.
        columns: Vec<Unused>,
    },
    /// Two columns for one field.
    RepeatedColumn {
        /// The dataset.
        dataset: Dataset,
        /// The field.
        field: Field,
        /// The header of the column left out.
        header: String,
        /// The header of the column that is read.
        read: String,
        /// Whether it is read because it includes tax, and taxes stand beside it.
        with_tax: bool,
    },
    /// Amounts of several currencies in one column.
    SeveralCurrencies {
        /// The header of the column that says which.
        header: String,
        /// The first of them, as they stand there.
        currencies: Vec<String>,
        /// The header of the amount.
        amount: String,
    },
    /// An `[inputs]` entry that matched no file or no sheet.
    NothingMatched {
        /// The dataset pinned.
        dataset: Dataset,
        /// The pattern or sheet name.
        pattern: String,
    },

    // ---- rows
    /// A required field is empty.
    MissingValue {
        /// The field.
        field: Field,
    },
    /// A figure in cells merged over several rows.
    MergedFigure {
        /// The field.
        field: Field,
        /// How many rows.
        rows: u64,
        /// Whether it counts, for the first of them.
        counts: bool,
    },
    /// A cell that should be a number is none.
    NotANumber {
        /// The field.
        field: Field,
        /// What stands there.
        text: String,
        /// Whether the row is rejected for it.
        required: bool,
    },
    /// A cell that should be a date is none.
    NotADate {
        /// The field.
        field: Field,
        /// What stands there.
        text: String,
        /// Whether the row is rejected for it.
        required: bool,
    },
    /// A cell that should say yes or no says neither.
    NotYesOrNo {
        /// The field.
        field: Field,
        /// What stands there.
        text: String,
        /// Whether the row is rejected for it.
        required: bool,
    },
    /// Dates of a column that read two ways: 05/10/2026.
    AmbiguousDate {
        /// The dataset.
        dataset: Dataset,
        /// The field.
        field: Field,
        /// The first of them.
        text: String,
        /// How many rows.
        rows: u64,
        /// Whether the rows are rejected for it.
        required: bool,
        /// Why nothing tells which way they read.
        doubt: DateDoubt,
    },
    /// Numbers of a column that read two ways: 1.234 where a comma may stand before decimals.
    AmbiguousNumber {
        /// The dataset.
        dataset: Dataset,
        /// The field.
        field: Field,
        /// The first of them.
        text: String,
        /// How many rows.
        rows: u64,
        /// Whether the rows are rejected for it.
        required: bool,
    },
    /// Dates of a column in which a spreadsheet took days for months.
    HalfConvertedDates {
        /// The dataset.
        dataset: Dataset,
        /// The field.
        field: Field,
        /// How many rows have another date the other way round.
        rows: u64,
        /// The first such date, as it stands.
        date: NaiveDate,
        /// Whether they are read the other way round.
        swapped: bool,
    },
    /// Moments of a column that state their own zone.
    StatedZone {
        /// The field.
        field: Field,
        /// How many rows.
        rows: u64,
        /// How many of them are of another day in the book's zone, or may be where it is not known.
        days: u64,
        /// How many of another month.
        months: u64,
        /// Whether the book's zone is known.
        known: bool,
    },
    /// Rows of a text file with more fields than the header; the place is that of the first.
    WideRow {
        /// How many.
        rows: u64,
        /// How many fields the first one has.
        fields: u64,
        /// How many the header has.
        headers: u64,
        /// A number of the first row that was probably parted at its comma: 1,200.00.
        parted: Option<String>,
    },
    /// A word of a column that decides how a row counts, and nobody knows it.
    UnknownWord {
        /// The dataset.
        dataset: Dataset,
        /// The field.
        field: Field,
        /// What stands there.
        word: String,
        /// How many rows of the table it decides on.
        rows: u64,
        /// What it was taken for; none: the cell counts as empty.
        taken: Option<Meaning>,
    },
    /// A word that one company means otherwise than the next.
    DoubtfulWord {
        /// The dataset.
        dataset: Dataset,
        /// The field.
        field: Field,
        /// What stands there.
        word: String,
        /// How many rows of the table it decides on.
        rows: u64,
        /// What it was taken for.
        taken: Meaning,
    },
    /// So many words of one column that nobody knows that it is of another kind, or of a system with words of its own.
    UnknownWords {
        /// The dataset.
        dataset: Dataset,
        /// The field.
        field: Field,
        /// The first of them.
        words: Vec<String>,
        /// How many there are.
        distinct: u64,
        /// How many rows of the table they decide on.
        rows: u64,
        /// What they were taken for; none: the cells count as empty.
        taken: Option<Meaning>,
    },
    /// A column that may decide whether rows count, and is not read.
    UnreadWords {
        /// The dataset.
        dataset: Dataset,
        /// The column's header.
        header: String,
        /// The first of the words in it that speak against their rows, and what they say.
        words: Vec<(String, Meaning)>,
        /// How many rows count all the same.
        rows: u64,
    },
    /// Customers whose status says that they were lost, and who have no date of it.
    LostWithoutDate {
        /// The words that say it.
        words: Vec<String>,
        /// How many rows.
        rows: u64,
    },
    /// Calls of which a word says that nobody answered, and which lasted all the same.
    UnansweredWithDuration {
        /// The column of the words.
        field: Field,
        /// The words that say it.
        words: Vec<String>,
        /// How many rows.
        rows: u64,
    },
    /// A rep whose status says that they left, and who has no date of it.
    LeftWithoutDate {
        /// The rep's number.
        rep_id: String,
        /// The word that says it.
        word: String,
        /// Whether rows of the period name the rep, who is appraised for it.
        is_appraised: bool,
    },
    /// An id stored as a number of more digits than a number holds.
    LostDigits {
        /// The field.
        field: Field,
        /// What is left of it.
        text: String,
    },
    /// Nobody on the roster has that number or name.
    UnknownRep {
        /// What stands there.
        value: String,
        /// How many rows of the table it stands in.
        rows: u64,
    },
    /// Several reps bear that name.
    AmbiguousRep {
        /// What stands there.
        value: String,
        /// The numbers of those who bear it.
        candidates: Vec<String>,
        /// How many rows of the table it stands in.
        rows: u64,
    },
    /// A text that names several reps at once, or one beside something that may be another.
    UnclearRep {
        /// What stands there.
        value: String,
        /// The numbers of those of whom it tells.
        rep_ids: Vec<String>,
        /// The part that nobody on the roster is called; none where all parts tell of reps.
        rest: Option<String>,
        /// How many rows of the table it stands in.
        rows: u64,
    },
    /// Orders that name no customer.
    CustomerNotNamed {
        /// How many rows of the table.
        rows: u64,
    },
    /// A rep who left and came back: a date of leaving before the present employment.
    Rehired {
        /// The rep's number.
        rep_id: String,
        /// The last day of the former employment.
        left: NaiveDate,
        /// The first day of the present one.
        since: NaiveDate,
    },
    /// Reps who are named otherwise than on the roster, and of whom one alone can be meant.
    RepWrittenOtherwise {
        /// How they are written.
        how: RepWriting,
        /// The first such text.
        example: String,
        /// The number of the rep whom it means.
        rep_id: String,
        /// How many rows of the table are so.
        rows: u64,
    },
    /// The name beside a rep's number is another one.
    RepNameDiffers {
        /// The number, which decides.
        rep_id: String,
        /// The name on the roster.
        roster_name: String,
        /// The name in the row.
        row_name: String,
    },
    /// The row is dated before the rep joined or after the rep left.
    OutsideEmployment {
        /// The rep's number.
        rep_id: String,
        /// The row's date.
        date: NaiveDate,
    },
    /// The row, and others of its sheet, stand in another file or sheet already.
    RepeatedInAnotherFile {
        /// The row that counts.
        first: Place,
        /// How many rows of the one sheet repeat rows of the other.
        rows: u64,
    },
    /// Rows of a list that another row of the same number states otherwise.
    RowRestated {
        /// The list.
        dataset: Dataset,
        /// The row that counts for the first of them.
        kept: Place,
        /// How many rows of the one sheet do not count for rows of the other.
        rows: u64,
        /// The fields that differ.
        fields: Vec<Field>,
        /// Whether the folders tell which is newer.
        newer: bool,
    },
    /// Rows of a list that another export states otherwise.
    ExportedOtherwise {
        /// The list.
        dataset: Dataset,
        /// The row that counts for the first of them.
        kept: Place,
        /// How many rows of the one sheet do not count for rows of the other.
        rows: u64,
        /// The fields that differ.
        fields: Vec<Field>,
        /// Whether the other fills in what is empty here, and agrees in all else.
        filled: bool,
    },
    /// Rows of a list that may be other rows, stated otherwise: both count.
    PerhapsRestated {
        /// The list.
        dataset: Dataset,
        /// What the first of them may be.
        other: Place,
        /// How many rows.
        rows: u64,
        /// Whether they bear the other's number.
        numbered: bool,
    },
    /// The row stands in the same sheet already, with the same identity.
    RepeatedRow {
        /// The row that counts.
        first: Place,
    },
    /// An equal row without identity: both count.
    PossibleDuplicate {
        /// The first of them.
        first: Place,
    },
    /// Amounts of a table of returns, taken off though they bear no sign.
    ReturnsTakenOff {
        /// The header of the amounts.
        header: String,
        /// How many rows.
        rows: u64,
        /// What they come to.
        amount: Decimal,
    },
    /// Positive amounts beside negative quantities.
    NegativeQuantity {
        /// The header of the quantities.
        header: String,
        /// How many rows.
        rows: u64,
        /// What they come to.
        amount: Decimal,
        /// Whether they were taken off.
        taken_off: bool,
    },
    /// An amount of a whole order on each of its lines.
    OrderTotalRepeated {
        /// The header of the amounts.
        header: String,
        /// How many orders of several lines state one amount.
        orders: u64,
        /// How many lines they have.
        lines: u64,
        /// What the lines come to beyond the orders' amounts.
        repeated: Decimal,
        /// Whether each order counts once.
        counts_once: bool,
    },
    /// Columns that only the first row of each group states.
    FilledDown {
        /// Their fields.
        fields: Vec<Field>,
        /// How many rows took over what the row above them states.
        rows: u64,
    },
    /// Points of offences that bear no sign, taken off.
    PointsTakenOff {
        /// The header of the points.
        header: String,
        /// How many rows.
        rows: u64,
        /// What they come to.
        points: Decimal,
    },
    /// Orders of a closed period that it was not closed with.
    LateOrders {
        /// The first of them.
        order_id: String,
        /// That period.
        closed: String,
        /// How many orders.
        orders: u64,
        /// What becomes of them.
        late: Late,
    },
    /// Orders of another sheet that this one states otherwise, and that count as they stand there.
    OrderExportedAgain {
        /// The first of them.
        order_id: String,
        /// Where it counts.
        other: Place,
        /// How many orders.
        orders: u64,
        /// How many rows are left out for it.
        rows: u64,
        /// What counts, and what was left out.
        amounts: [Decimal; 2],
        /// Why the other counts.
        kept: Kept,
    },
    /// Orders that count in two sheets, though nothing tells whether they are one order stated twice.
    OrderInTwoSheets {
        /// The first of them.
        order_id: String,
        /// Where else it stands.
        other: Place,
        /// How many orders.
        orders: u64,
        /// What they come to there, and here.
        amounts: [Decimal; 2],
    },
    /// Numbers that are those of other orders elsewhere.
    OrderNumbersRestart {
        /// The first of them.
        order_id: String,
        /// Where it stands first.
        first: Place,
        /// How many numbers.
        numbers: u64,
    },
    /// Lines of one order that name different reps.
    OrderOfTwoReps {
        /// The order's number.
        order_id: String,
        /// The first line, of another rep.
        first: Place,
        /// The numbers of the first line's rep and of this one's.
        rep_ids: [String; 2],
    },
    /// Orders that reps share, each row with the whole amount and the rep's share of it.
    OrdersShared {
        /// How many orders.
        orders: u64,
        /// How many rows.
        rows: u64,
        /// What the rows state together.
        stated: Decimal,
        /// What they count together.
        counted: Decimal,
    },
    /// Shares of an order that are not all of it, or more.
    SharesOff {
        /// The order's number.
        order_id: String,
        /// What they add up to, in per cent.
        percent: Decimal,
        /// The amount that they are shares of.
        whole: Decimal,
        /// What they come to.
        credited: Decimal,
    },
    /// A customer with orders whom the customers' table doesn't list.
    UnknownCustomer {
        /// What the customer is called.
        customer: String,
    },
    /// A customers' table that lists fewer than half of those who ordered.
    CustomersIncomplete {
        /// How many customers with orders it doesn't list.
        unknown: u64,
        /// How many customers ordered.
        customers: u64,
    },
    /// A total row that its rows don't add up to.
    TotalDiffers {
        /// The column's field.
        field: Field,
        /// What the total row states.
        stated: Decimal,
        /// What the rows add up to.
        sum: Decimal,
    },
    /// What the amounts of a pin's tables add up to is not what the settings say; the place is the header of the first.
    ControlDiffers {
        /// What the settings say.
        stated: Decimal,
        /// What the amounts add up to.
        sum: Decimal,
        /// How many tables they stand in.
        tables: u64,
        /// How many rows have no amount that could be read.
        without: u64,
    },
    /// Rows of a sheet that are filtered out or hidden, and count; the place is that of the first.
    HiddenRows {
        /// How many.
        rows: u64,
        /// Whether a total of the sheet leaves them out.
        totals_differ: bool,
    },
    /// A date so far from all other rows that it must be a slip.
    ImplausibleDate {
        /// The field.
        field: Field,
        /// The date.
        date: NaiveDate,
        /// Whether the row counts nevertheless.
        counts: bool,
    },
    /// Rows of other months in a month's folder; the place is that of the first.
    StrayRows {
        /// The dataset.
        dataset: Dataset,
        /// The month, quarter or year of the folder.
        folder: String,
        /// The months that the rows are of.
        months: Vec<Month>,
        /// How many.
        rows: u64,
        /// Whether they are of the period that is appraised, and count for it, though the folder is another one's.
        of_period: bool,
        /// Whether they are of the folder's own month, but of another year.
        other_year: bool,
    },
    /// A file in a month's folder without any row of that month.
    WrongMonth {
        /// The month, quarter or year of the folder.
        folder: String,
        /// The dataset.
        dataset: Dataset,
        /// The months that the rows are of.
        months: Vec<Month>,
    },
    /// Rows of no period that is needed.
    OutsidePeriods {
        /// How many.
        rows: u64,
    },
    /// A reply earlier than its request.
    ReplyBeforeRequest,
    /// A report submitted so long before it was due that one of the dates must be a slip.
    SubmittedEarly {
        /// How many days before.
        days: u64,
    },
    /// A conduct row without points, of an event that the policy doesn't name.
    ConductWithoutPoints {
        /// The event.
        event: String,
    },
    /// Two rows name different owners of one customer; the one created first counts.
    CustomerOwners {
        /// The customer.
        customer: String,
        /// The row that counts.
        first: Place,
    },
    /// An employment that ends before it begins.
    LeaveBeforeHire {
        /// The rep's number.
        rep_id: String,
    },

    /// A rep's first row comes into force after the rep joined: where the rep was before is not known.
    TransferGap {
        /// The rep's number.
        rep_id: String,
        /// The day from which on it is known.
        from: NaiveDate,
    },
    /// A row that comes into force after the rep left.
    InForceAfterLeaving {
        /// The rep's number.
        rep_id: String,
        /// The day on which it comes into force.
        from: NaiveDate,
        /// The last day of employment.
        left: NaiveDate,
    },
    /// Two different rows of one rep that are in force from the same day.
    RosterRowsConflict {
        /// The rep's number.
        rep_id: String,
        /// The row that counts.
        other: Place,
    },

    // ---- targets
    /// A target about something that has no target.
    UnknownMetric {
        /// What stands there.
        text: String,
    },
    /// A target for a team or a region in which nobody is.
    UnknownGroup {
        /// The field: team or region.
        field: Field,
        /// Its name.
        name: String,
        /// The one that was probably meant.
        nearest: Option<String>,
    },
    /// A row of targets that names nobody beside rows that do.
    UnnamedTarget,
    /// Targets whose table says in a column that nobody reads whose they are.
    TargetsOfUnreadNames {
        /// The column's header.
        header: String,
        /// Some of the names in it.
        names: Vec<String>,
        /// How many rows.
        rows: u64,
        /// The line of `[inputs]` that makes them names of reps; none where it would be too long.
        pin: Option<String>,
    },
    /// Figures for every third month, which may be those of quarters.
    EveryThirdMonth {
        /// The first of the months.
        months: Vec<Month>,
    },
    /// Fiscal years of targets, and which months the period's was taken for.
    FiscalYears {
        /// How one is written.
        text: String,
        /// The number of the period's.
        year: i32,
        /// Its first and last month.
        first: Month,
        /// See `first`.
        last: Month,
        /// Whether the settings say nothing, so that it is the calendar's.
        is_assumed: bool,
    },
    /// Targets that are what the orders add up to: results, and no targets.
    TargetsAreResults {
        /// How many figures were compared.
        figures: u64,
    },
    /// Two different figures for one target; neither counts.
    ConflictingTargets {
        /// The row it conflicts with.
        other: Place,
    },
    /// The same figure for the same target again.
    RepeatedTarget {
        /// The cell that counts.
        first: Place,
    },
    /// A row of targets without any figure.
    NoFigure,
    /// A negative target.
    NegativeTarget,
    /// Own figures add up to more than the whole that they are parts of.
    OwnAboveWhole {
        /// The KPI.
        kpi: Kpi,
        /// The team or region; empty for the company.
        of: String,
        /// The month.
        month: Month,
        /// The whole.
        whole: Decimal,
        /// What the own figures add up to.
        own: Decimal,
    },
    /// A year's target and the months' of the same row that don't add up to it.
    MonthsDifferFromYear {
        /// The field of the year's figure.
        field: Field,
        /// The year's figure.
        year: Decimal,
        /// What the months' own figures add up to.
        months: Decimal,
    },
    /// A part of a group's target that proration took from its reps, or that nobody was there to carry.
    Unallocated {
        /// The KPI.
        kpi: Kpi,
        /// The team or region; empty for the company.
        of: String,
        /// The month.
        month: Month,
        /// How much.
        amount: Decimal,
    },
    /// A target for a rep who isn't employed in its time: nobody carries it.
    TargetWithoutRep {
        /// The rep's number.
        rep_id: String,
        /// The KPI.
        kpi: Kpi,
        /// The months of the period that it is set for and the rep isn't there in.
        months: Vec<Month>,
    },
    /// A rep without a target for a KPI that is measured against one.
    NoTarget {
        /// The rep's number.
        rep_id: String,
        /// The KPI.
        kpi: Kpi,
    },
    /// A KPI that is measured against a target, and nobody has one.
    NobodyHasTarget {
        /// The KPI.
        kpi: Kpi,
        /// Where targets for it are, and the times that they are for.
        others: Option<OtherTargets>,
    },
    /// Rows of which a check of the company's own says that they must not be; the place is the first of them.
    CheckMet {
        /// What it says.
        said: Bilingual,
        /// Its condition.
        condition: String,
        /// How many rows of the table.
        rows: u64,
    },
    /// A declared figure that some reps have no value of, though rows of theirs count.
    RowsWithoutFigure {
        /// The KPI.
        kpi: Kpi,
        /// The part of its expression that has no value, or that is 0 and something is divided by it.
        part: String,
        /// Whether something is divided by it.
        is_divisor: bool,
        /// How many reps.
        count: u64,
        /// Some of them, by number and name.
        reps: Vec<String>,
    },
    /// Months of a quarter or a year without a target, of reps who have one for others.
    MonthsWithoutTarget {
        /// The KPI.
        kpi: Kpi,
        /// The first of the reps, and their months.
        reps: Vec<RepWithout>,
        /// How many more reps there are.
        rest: u64,
        /// Whether the period's target is the mean of the months', not their sum.
        is_mean: bool,
    },
    /// Working days of a year whose public holidays are not known.
    UnknownCalendarYear {
        /// The year.
        year: i32,
    },
    /// What is wrong with a year's plan, or worth knowing of it.
    Plan {
        /// What.
        trouble: PlanTrouble,
    },

    // ---- figures
    /// A KPI without value, since there is no table of its dataset.
    MissingDataset {
        /// The dataset.
        dataset: Dataset,
        /// The KPI.
        kpi: Kpi,
    },
    /// A dataset that points hang on, without a row of the period for anyone.
    NoRowsOfPeriod {
        /// The dataset.
        dataset: Dataset,
        /// The KPIs that are counted from it.
        kpis: Vec<Kpi>,
        /// The period.
        period: String,
        /// The newest day that rows are of.
        newest: Option<NaiveDate>,
        /// Rows of the period that were all left out.
        left_out: u64,
        /// Files of the latest other period whose folder holds the dataset.
        elsewhere: Vec<String>,
        /// Whether the settings say that this may be.
        optional: bool,
    },
    /// Something that the settings expect of the period's exports, and that is not so.
    NotAsExpected {
        /// What.
        unmet: Unmet,
    },
    /// A file with a header and no row, while others of its dataset have some.
    EmptyTable {
        /// The dataset.
        dataset: Dataset,
    },
    /// Orders that do not reach back far enough to tell who was lost.
    ShortOrderHistory {
        /// Days without an order that make a customer lost.
        days: u32,
        /// The earliest day that an order is known of.
        earliest: Option<NaiveDate>,
        /// The day from which on they would have to be known.
        needed: NaiveDate,
    },
    /// New customers that may be old ones, since orders are known for a short time only.
    NewCustomersDoubtful {
        /// The earliest day that an order is known of.
        earliest: NaiveDate,
        /// How many customers count as new.
        customers: u64,
    },
    /// No order before the period is known, so that every customer would look new.
    NoEarlierOrders,
    /// Nobody on the roster is employed in the period.
    NobodyEmployed,

    // ---- what changed since an earlier snapshot
    /// A file, or sheets of one, that were there and are not.
    TableGone {
        /// What they held.
        dataset: Dataset,
        /// The first of the sheets; none of a whole file.
        sheets: Vec<String>,
        /// How many rows of the period they had.
        rows: u64,
        /// Whether they are named by reps, who come and go.
        by_name: bool,
        /// When they were there.
        since: String,
    },
    /// A table with less than half of the rows that it had.
    FewerRows {
        /// What it holds.
        dataset: Dataset,
        /// How many rows it has.
        rows: u64,
        /// How many it had.
        before: u64,
        /// When.
        since: String,
    },
    /// Amounts whose middle is ten times what it was, or a tenth.
    AmountsShifted {
        /// The middle amount.
        now: Decimal,
        /// What it was.
        before: Decimal,
        /// What amounts are multiplied by.
        scale: Decimal,
        /// The file, as a key of `[scale]`.
        file: String,
        /// When it was that.
        since: String,
    },
    /// A column whose unit is another than it was.
    UnitChanged {
        /// Its header.
        header: String,
        /// What its figures were multiplied by.
        was: Decimal,
        /// What they are multiplied by.
        now: Decimal,
        /// The file, as a key of `[scale]`.
        file: String,
        /// Whether amounts are of the size that they were.
        agrees: bool,
        /// When it was that.
        since: String,
    },
    /// A table with other columns than it had.
    LayoutIsOther {
        /// Headers of fields that had no column.
        came: Vec<String>,
        /// Headers of fields that have none now.
        went: Vec<String>,
        /// Headers of fields that stand under another one: what it was, and what it is.
        renamed: Vec<(String, String)>,
        /// When it was otherwise.
        since: String,
    },
    /// A word that no row had, and by which many don't count.
    WordIsNew {
        /// The dataset.
        dataset: Dataset,
        /// The field.
        field: Field,
        /// The word.
        word: String,
        /// In how many rows it stands.
        rows: u64,
        /// What it is taken for.
        taken: Meaning,
        /// When it was not there.
        since: String,
    },
    /// An earlier snapshot that another version made.
    EarlierUnread {
        /// Which.
        since: String,
    },

    // ---- managers' scores
    /// A score for something that the policy has no manual KPI of.
    UnknownScoreKpi {
        /// What stands there.
        text: String,
        /// The name that is nearest.
        nearest: Option<String>,
    },
    /// A score below 0 or above 100.
    ScoreOutOfRange {
        /// The KPI.
        kpi: Kpi,
        /// The score.
        score: Decimal,
    },
    /// Two different scores of one rep for one KPI; neither counts.
    ConflictingScores {
        /// The KPI.
        kpi: Kpi,
        /// The score it conflicts with.
        other: Place,
    },
    /// Two different comments or plans for one rep; both are printed.
    SeveralRemarks {
        /// The field: comment or plan.
        field: Field,
        /// The one before.
        first: Place,
    },

    // ---- settings and rules
    /// A setting that can be meant as it stands and seldom is.
    DoubtfulSetting {
        /// What looks wrong.
        doubt: Doubt,
    },
    /// A rule that gives many reps of different figures the same points.
    SamePoints {
        /// The KPI.
        kpi: Kpi,
        /// How many reps.
        reps: u64,
        /// The points.
        points: Decimal,
        /// Why.
        same_for: SameFor,
    },

    /// Scores made of too little of the policy's weights, which get neither grade nor rank.
    TooLittleWeight {
        /// The least percentage of the weights that the policy grades.
        min_weight: Decimal,
        /// How many reps are not graded.
        ungraded: u64,
        /// How many reps there are.
        reps: u64,
        /// Some of them: number, name, and what percentage of the weights has points.
        named: Vec<String>,
        /// The KPIs without points, each with how many of them lack it.
        kpis: Vec<(Kpi, u64)>,
        /// The least percentage among them.
        least: Decimal,
    },

    /// Reps of a team who are scored on other KPIs than most of it.
    ScoredOtherwise {
        /// The team.
        team: String,
        /// How many they are.
        count: u64,
        /// Of how many.
        of: u64,
        /// Some of them.
        reps: Vec<Unlike>,
    },
    /// A manager gave no scores where others did.
    ScoresMissing {
        /// Who; none where the roster names no manager.
        manager: Option<String>,
        /// For how many reps.
        count: u64,
        /// Some of them.
        reps: Vec<Unlike>,
    },

    /// Scores of a quarter or a year are the mean of those given for its months.
    MeanOfMonths {
        /// The KPI.
        kpi: Kpi,
        /// The months that scores were given for.
        months: Vec<String>,
        /// How many reps' scores are such a mean.
        reps: u64,
    },
    /// Months of a quarter or a year without a score, where others have one.
    MonthsUnscored {
        /// The KPI.
        kpi: Kpi,
        /// Which months, and of whom.
        missing: Vec<Unscored>,
    },

    // ---- documents
    /// A character that no font has.
    MissingGlyph {
        /// The character.
        character: char,
        /// The document, in the words of the run's language: `S001 的表`.
        document: String,
        /// The field that it stands in; none where a template or a setting has it.
        field: Option<Field>,
    },
    /// A font file of the settings that cannot be used.
    UnusableFont {
        /// The file.
        font: String,
        /// What is wrong with it.
        fault: FontFault,
    },
    /// Something in a template that the form engine doesn't know.
    Template {
        /// The template's name.
        template: String,
        /// Line in the template.
        line: u32,
        /// Column in the template.
        column: u32,
        /// What it says.
        message: String,
    },
}

impl Problem {
    /// Its page of the catalogue. Whoever adds a variant adds its page, in both languages.
    #[expect(
        clippy::too_many_lines,
        reason = "an arm for each kind, which the compiler counts"
    )]
    pub fn page(&self) -> &'static Page {
        match self {
            Self::UnreadableFile { .. } => &files::UNREADABLE_FILE,
            Self::EncryptedFile => &files::ENCRYPTED_FILE,
            Self::NotASpreadsheet { .. } => &files::NOT_A_SPREADSHEET,
            Self::TooLarge { .. } => &files::TOO_LARGE,
            Self::UndecodableText { .. } => &files::UNDECODABLE_TEXT,
            Self::GuessedEncoding { .. } => &files::GUESSED_ENCODING,
            Self::CutOff => &files::CUT_OFF,
            Self::FormulaWithoutValue { .. } => &files::FORMULA_WITHOUT_VALUE,
            Self::ErrorValue { .. } => &files::ERROR_VALUE,
            Self::UnrecognisedSheet { .. } => &sheets::UNRECOGNISED_SHEET,
            Self::UnusedLine { .. } => &sheets::UNUSED_LINE,
            Self::RepFromName { .. } => &sheets::REP_FROM_NAME,
            Self::TeamFromName { .. } => &sheets::TEAM_FROM_NAME,
            Self::UnreadDataset { .. } => &sheets::UNREAD_DATASET,
            Self::HiddenSheets { .. } => &sheets::HIDDEN_SHEETS,
            Self::AmbiguousSheet { .. } => &sheets::AMBIGUOUS_SHEET,
            Self::FiguresByMonth { .. } => &sheets::FIGURES_BY_MONTH,
            Self::ResultsByMonth { .. } => &sheets::RESULTS_BY_MONTH,
            Self::RowsOfResults { .. } => &sheets::ROWS_OF_RESULTS,
            Self::NotPinned { .. } => &sheets::NOT_PINNED,
            Self::HeaderNotFound { .. } => &sheets::HEADER_NOT_FOUND,
            Self::UnusableExpression { .. } => &pins::UNUSABLE_EXPRESSION,
            Self::RowsPassedOver { .. } => &pins::ROWS_PASSED_OVER,
            Self::ConditionUndecided { .. } => &pins::CONDITION_UNDECIDED,
            Self::UnitsInExpressions { .. } => &pins::UNITS_IN_EXPRESSIONS,
            Self::KeyNotThere { .. } => &pins::KEY_NOT_THERE,
            Self::KeyRepeated { .. } => &pins::KEY_REPEATED,
            Self::CellsAsRows { .. } => &pins::CELLS_AS_ROWS,
            Self::SumsOfMonths { .. } => &pins::SUMS_OF_MONTHS,
            Self::AmountsConverted { .. } => &money::AMOUNTS_CONVERTED,
            Self::UnitUnsure { .. } => &money::UNIT_UNSURE,
            Self::OtherCurrency { .. } => &money::OTHER_CURRENCY,
            Self::AmountsJump { .. } => &money::AMOUNTS_JUMP,
            Self::AmountsTurned { .. } => &money::AMOUNTS_TURNED,
            Self::TargetsOutOfScale { .. } => &money::TARGETS_OUT_OF_SCALE,
            Self::MissingColumn { .. } => &sheets::MISSING_COLUMN,
            Self::NoAnswers { .. } => &sheets::NO_ANSWERS,
            Self::UnusedColumns { .. } => &sheets::UNUSED_COLUMN,
            Self::RepeatedColumn { .. } => &sheets::REPEATED_COLUMN,
            Self::SeveralCurrencies { .. } => &sheets::SEVERAL_CURRENCIES,
            Self::NothingMatched { .. } => &sheets::NOTHING_MATCHED,
            Self::MissingValue { .. } => &rows::MISSING_VALUE,
            Self::MergedFigure { .. } => &rows::MERGED_FIGURE,
            Self::NotANumber { .. } => &rows::NOT_A_NUMBER,
            Self::NotADate { .. } => &rows::NOT_A_DATE,
            Self::NotYesOrNo { .. } => &rows::NOT_YES_OR_NO,
            Self::AmbiguousDate { .. } => &cells::AMBIGUOUS_DATE,
            Self::AmbiguousNumber { .. } => &cells::AMBIGUOUS_NUMBER,
            Self::HalfConvertedDates { .. } => &cells::HALF_CONVERTED_DATES,
            Self::StatedZone { .. } => &cells::STATED_ZONE,
            Self::WideRow { .. } => &cells::WIDE_ROW,
            Self::UnknownWord { .. } => &words::UNKNOWN_WORD,
            Self::DoubtfulWord { .. } => &words::DOUBTFUL_WORD,
            Self::UnknownWords { .. } => &words::UNKNOWN_WORDS,
            Self::UnreadWords { .. } => &words::UNREAD_WORDS,
            Self::LostWithoutDate { .. } => &words::LOST_WITHOUT_DATE,
            Self::UnansweredWithDuration { .. } => &words::UNANSWERED_WITH_DURATION,
            Self::LeftWithoutDate { .. } => &words::LEFT_WITHOUT_DATE,
            Self::LostDigits { .. } => &rows::LOST_DIGITS,
            Self::UnknownRep { .. } => &rows::UNKNOWN_REP,
            Self::AmbiguousRep { .. } => &rows::AMBIGUOUS_REP,
            Self::UnclearRep { .. } => &people::UNCLEAR_REP,
            Self::CustomerNotNamed { .. } => &people::CUSTOMER_NOT_NAMED,
            Self::Rehired { .. } => &people::REHIRED,
            Self::RepWrittenOtherwise { .. } => &people::REP_WRITTEN_OTHERWISE,
            Self::RepNameDiffers { .. } => &rows::REP_NAME_DIFFERS,
            Self::OutsideEmployment { .. } => &rows::OUTSIDE_EMPLOYMENT,
            Self::RepeatedInAnotherFile { .. } => &rows::REPEATED_IN_ANOTHER_FILE,
            Self::RowRestated { .. } | Self::ExportedOtherwise { .. } => &rows::ROW_RESTATED,
            Self::PerhapsRestated { .. } => &rows::PERHAPS_RESTATED,
            Self::RepeatedRow { .. } => &rows::REPEATED_ROW,
            Self::PossibleDuplicate { .. } => &rows::POSSIBLE_DUPLICATE,
            Self::ReturnsTakenOff { .. } => &signs::RETURNS_TAKEN_OFF,
            Self::NegativeQuantity { .. } => &signs::NEGATIVE_QUANTITY,
            Self::OrderTotalRepeated { .. } => &signs::ORDER_TOTAL_REPEATED,
            Self::FilledDown { .. } => &signs::FILLED_DOWN,
            Self::PointsTakenOff { .. } => &signs::POINTS_TAKEN_OFF,
            Self::LateOrders { .. } => &orders::LATE_ORDER,
            Self::OrderExportedAgain { .. } => &orders::ORDER_EXPORTED_AGAIN,
            Self::OrderInTwoSheets { .. } => &orders::ORDER_IN_TWO_SHEETS,
            Self::OrderNumbersRestart { .. } => &orders::ORDER_NUMBERS_RESTART,
            Self::OrderOfTwoReps { .. } => &together::ORDER_OF_TWO_REPS,
            Self::OrdersShared { .. } => &together::ORDERS_SHARED,
            Self::SharesOff { .. } => &together::SHARES_OFF,
            Self::UnknownCustomer { .. } => &together::UNKNOWN_CUSTOMER,
            Self::CustomersIncomplete { .. } => &together::CUSTOMERS_INCOMPLETE,
            Self::ImplausibleDate { .. } => &together::IMPLAUSIBLE_DATE,
            Self::StrayRows { .. } => &together::STRAY_ROWS,
            Self::WrongMonth { .. } => &together::WRONG_MONTH,
            Self::SubmittedEarly { .. } => &together::SUBMITTED_EARLY,
            Self::TransferGap { .. } => &together::TRANSFER_GAP,
            Self::InForceAfterLeaving { .. } => &together::IN_FORCE_AFTER_LEAVING,
            Self::TargetWithoutRep { .. } => &targets::TARGET_WITHOUT_REP,
            Self::TotalDiffers { .. } => &rows::TOTAL_DIFFERS,
            Self::ControlDiffers { .. } => &rows::CONTROL_DIFFERS,
            Self::HiddenRows { .. } => &rows::HIDDEN_ROWS,
            Self::OutsidePeriods { .. } => &rows::OUTSIDE_PERIODS,
            Self::ReplyBeforeRequest => &rows::REPLY_BEFORE_REQUEST,
            Self::ConductWithoutPoints { .. } => &rows::CONDUCT_WITHOUT_POINTS,
            Self::CustomerOwners { .. } => &rows::CUSTOMER_OWNERS,
            Self::LeaveBeforeHire { .. } => &rows::LEAVE_BEFORE_HIRE,
            Self::RosterRowsConflict { .. } => &rows::ROSTER_ROWS_CONFLICT,
            Self::UnknownMetric { .. } => &targets::UNKNOWN_METRIC,
            Self::UnknownGroup { .. } => &targets::UNKNOWN_GROUP,
            Self::UnnamedTarget => &targets::UNNAMED_TARGET,
            Self::TargetsOfUnreadNames { .. } => &targets::TARGETS_OF_UNREAD_NAMES,
            Self::EveryThirdMonth { .. } => &targets::EVERY_THIRD_MONTH,
            Self::FiscalYears { .. } => &targets::FISCAL_YEARS,
            Self::TargetsAreResults { .. } => &targets::TARGETS_ARE_RESULTS,
            Self::ConflictingTargets { .. } => &targets::CONFLICTING_TARGETS,
            Self::RepeatedTarget { .. } => &targets::REPEATED_TARGET,
            Self::NoFigure => &targets::NO_FIGURE,
            Self::NegativeTarget => &targets::NEGATIVE_TARGET,
            Self::OwnAboveWhole { .. } => &targets::OWN_ABOVE_WHOLE,
            Self::MonthsDifferFromYear { .. } => &targets::MONTHS_DIFFER_FROM_YEAR,
            Self::Unallocated { .. } => &targets::UNALLOCATED_TARGET,
            Self::NoTarget { .. } => &targets::NO_TARGET,
            Self::NobodyHasTarget { .. } => &targets::NOBODY_HAS_TARGET,
            Self::CheckMet { .. } => &figures::CHECK_MET,
            Self::RowsWithoutFigure { .. } => &figures::ROWS_WITHOUT_FIGURE,
            Self::MonthsWithoutTarget { .. } => &targets::MONTHS_WITHOUT_TARGET,
            Self::UnknownCalendarYear { .. } => &targets::UNKNOWN_CALENDAR_YEAR,
            Self::Plan { trouble } => trouble.page(),
            Self::MissingDataset { .. } => &figures::MISSING_DATASET,
            Self::NoRowsOfPeriod { .. } => &figures::NO_ROWS_OF_PERIOD,
            Self::NotAsExpected { .. } => &figures::NOT_AS_EXPECTED,
            Self::EmptyTable { .. } => &figures::EMPTY_TABLE,
            Self::ShortOrderHistory { .. } => &figures::SHORT_ORDER_HISTORY,
            Self::NewCustomersDoubtful { .. } => &figures::NEW_CUSTOMERS_DOUBTFUL,
            Self::NoEarlierOrders => &figures::NO_EARLIER_ORDERS,
            Self::NobodyEmployed => &figures::NOBODY_EMPLOYED,
            Self::TableGone { .. } => &changes::TABLE_GONE,
            Self::FewerRows { .. } => &changes::FEWER_ROWS,
            Self::AmountsShifted { .. } => &changes::AMOUNTS_SHIFTED,
            Self::UnitChanged { .. } => &changes::UNIT_CHANGED,
            Self::LayoutIsOther { .. } => &changes::LAYOUT_CHANGED,
            Self::WordIsNew { .. } => &changes::NEW_WORD,
            Self::EarlierUnread { .. } => &changes::EARLIER_UNREAD,
            Self::UnknownScoreKpi { .. } => &scores::UNKNOWN_SCORE_KPI,
            Self::ScoreOutOfRange { .. } => &scores::SCORE_OUT_OF_RANGE,
            Self::ConflictingScores { .. } => &scores::CONFLICTING_SCORES,
            Self::SeveralRemarks { .. } => &scores::SEVERAL_REMARKS,
            Self::DoubtfulSetting { .. } => &settings::DOUBTFUL_SETTING,
            Self::SamePoints { .. } => &settings::SAME_POINTS,
            Self::TooLittleWeight { .. } => &settings::TOO_LITTLE_WEIGHT,
            Self::ScoredOtherwise { .. } => &settings::SCORED_OTHERWISE,
            Self::ScoresMissing { .. } => &scores::SCORES_MISSING,
            Self::MeanOfMonths { .. } => &scores::MEAN_OF_MONTHS,
            Self::MonthsUnscored { .. } => &scores::MONTHS_UNSCORED,
            Self::MissingGlyph { .. } => &documents::MISSING_GLYPH,
            Self::UnusableFont { .. } => &documents::UNUSABLE_FONT,
            Self::Template { .. } => &documents::TEMPLATE,
        }
    }

    /// The stable code that people search, filter and script by.
    pub fn code(&self) -> &'static str {
        self.page().code
    }

    /// How grave it is.
    pub fn severity(&self) -> Severity {
        let page = self.page();
        let is_milder = match self {
            // A score that is left out moves points as a row that is left out does.
            Self::NotANumber { field, required, .. } => {
                !required && !matches!(field, Field::Score | Field::Manual(_))
            }
            Self::NotADate { required, .. }
            | Self::NotYesOrNo { required, .. }
            | Self::ErrorValue { required, .. }
            | Self::FormulaWithoutValue { required }
            | Self::AmbiguousDate { required, .. }
            | Self::AmbiguousNumber { required, .. } => !required,
            Self::Plan { trouble } => trouble.is_milder(),
            Self::StatedZone { months, known, .. } => *known || *months == 0,
            Self::StrayRows {
                of_period,
                other_year,
                ..
            } => !of_period && !other_year,
            Self::KeyNotThere { left_out, .. } => !left_out,
            Self::RowsPassedOver { all, .. } => !all,
            Self::AmountsConverted { sure, .. } => *sure,
            Self::FiscalYears { is_assumed, .. } => !is_assumed,
            Self::TableGone { by_name, .. } => *by_name,
            Self::UnitChanged { agrees, .. } => *agrees,
            // What came is read as well; what went or has another name may be another figure.
            Self::LayoutIsOther { went, renamed, .. } => went.is_empty() && renamed.is_empty(),
            Self::MergedFigure { counts, .. } => *counts,
            Self::HiddenRows { totals_differ, .. } => !totals_differ,
            Self::RowRestated { newer, .. } => *newer,
            Self::ExportedOtherwise { filled, .. } => *filled,
            Self::NoRowsOfPeriod { optional, .. } => *optional,
            Self::HiddenSheets { dataset, .. } => dataset.is_none(),
            // These have a row only where something happened.
            Self::EmptyTable { dataset } => {
                // Of a company's own lists nobody knows.
                !dataset.is_own()
                    || matches!(
                        *dataset,
                        Dataset::CONDUCT | Dataset::REQUESTS | Dataset::CUSTOMERS | Dataset::SCORES
                    )
            }
            Self::LateOrders { late, .. } => matches!(late, Late::Carried { .. }),
            // Whoever knows that points hang on it makes it an error.
            Self::NotASpreadsheet { .. } | Self::NothingMatched { .. } => true,
            _ => false,
        };
        page.milder
            .filter(|_| is_milder)
            .map_or(page.severity, |(severity, _)| severity)
    }
}

//! Which customers are one: an id, and the names that are tied to that id alone.

use super::CustomerKey;
use crate::model::Text;
use crate::model::hash::{QuickMap, QuickSet};
use crate::model::text::normalise_word;
use crate::read::AddressHasher;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::hash::BuildHasherDefault;

/// A customer as a row names it: by id, by name, or both.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CustomerName {
    id: Option<Text>,
    name: Option<Text>,
}

impl CustomerName {
    /// A customer of that id and name; none where there is neither.
    pub fn new(id: Option<Text>, name: Option<Text>) -> Option<Self> {
        (id.is_some() || name.is_some()).then_some(Self { id, name })
    }

    /// How many of id and name the row states.
    pub fn fields_stated(&self) -> usize {
        [&self.id, &self.name].into_iter().flatten().count()
    }

    /// Whether both may well be one customer, spelt as two systems do: one id, or names that are the same but for their
    /// legal form and what is put before or behind; none where they have nothing to compare.
    pub fn resembles(&self, other: &Self) -> Option<bool> {
        let ids = self
            .id
            .as_ref()
            .zip(other.id.as_ref())
            .map(|(own, other)| own == other);
        let names = self.name.as_ref().zip(other.name.as_ref());
        let names = names.map(|(own, other)| own == other || is_alike(&core(own), &core(other)));
        ids.into_iter().chain(names).max()
    }

    /// Nobody: the row names no customer.
    pub fn nobody() -> Self {
        Self { id: None, name: None }
    }

    /// Whether a customer is told from others: not where the row names none, nor where it says that somebody walked in
    /// and paid, which 散客 and 零售客户 are for.
    pub fn is_anybody(&self) -> bool {
        match &self.name {
            Some(name) => !is_walk_in(name),
            None => self.id.is_some(),
        }
    }

    /// Where its texts stand in memory, which most rows of a customer share: looked up in no time.
    fn address(&self) -> Address {
        let of = |text: &Option<Text>| text.as_ref().map_or(0, |text| text.as_ptr().addr());
        (of(&self.id), of(&self.name))
    }

    /// Whether the row states an id.
    pub fn has_id(&self) -> bool {
        self.id.is_some()
    }
}

/// What exports call buyers whose names nobody asks for.
const WALK_IN: [&str; 39] = [
    "散客",
    "散户",
    "零散客户",
    "零售客户",
    "零售散客",
    "零售",
    "门市客户",
    "门店散客",
    "门店客户",
    "现金客户",
    "现金散客",
    "现金零售",
    "现销客户",
    "现款客户",
    "个人客户",
    "匿名",
    "匿名客户",
    "临时客户",
    "普通散客",
    "其他散客",
    "过路客",
    "默认客户",
    "未知客户",
    "无名氏",
    "walk-in",
    "walk in",
    "walkin",
    "walk-in customer",
    "walk in customer",
    "walkin customer",
    "cash customer",
    "cash sale",
    "cash sales",
    "counter sale",
    "counter sales",
    "pos customer",
    "retail customer",
    "anonymous",
    "guest",
];

fn is_walk_in(name: &str) -> bool {
    let word = normalise_word(name);
    let bare = word.trim_matches(['(', ')', '[', ']', '【', '】']);
    WALK_IN.contains(&bare)
}

/// Where the texts of a customer's name stand in memory.
type Address = (usize, usize);

/// Every customer that the records name.
#[derive(Debug, Default)]
pub struct Customers<'a> {
    keys: QuickMap<&'a CustomerName, Known>,
    /// The same by addresses, which stay as long as the names that were shown.
    by_address: HashMap<Address, Known, BuildHasherDefault<AddressHasher>>,
    names: Vec<String>,
}

/// What is known of a customer that a row names.
#[derive(Debug, Clone, Copy)]
struct Known {
    key: CustomerKey,
    /// Whether the name tells it from others.
    is_anybody: bool,
}

/// Customers as rows name them, each distinct way once, by the rows' texts first and then by what they say.
struct Distinct<'a> {
    by_text: Vec<&'a CustomerName>,
    by_name: QuickSet<&'a CustomerName>,
}

impl<'a> Distinct<'a> {
    fn of(customers: impl Iterator<Item = &'a CustomerName>) -> Self {
        let mut seen: HashSet<Address, BuildHasherDefault<AddressHasher>> = HashSet::default();
        let by_text: Vec<_> = customers
            .filter(|customer| seen.insert(customer.address()))
            .collect();
        Self {
            by_name: by_text.iter().copied().collect(),
            by_text,
        }
    }
}

/// What a customer is known by; ids come first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Identity<'a> {
    Id(&'a str),
    Name(&'a str),
}

impl<'a> Customers<'a> {
    /// The customers of the records. Those of `master` and `orders` tie names to ids, others only name a
    /// customer; what a customer is called is taken from `master` where it is there.
    pub fn new(
        master: impl Iterator<Item = &'a CustomerName>,
        orders: impl Iterator<Item = &'a CustomerName>,
        others: impl Iterator<Item = &'a CustomerName>,
    ) -> Self {
        let (master, orders, others) = (Distinct::of(master), Distinct::of(orders), Distinct::of(others));
        let ties = ties(master.by_name.union(&orders.by_name).copied());
        // What each customer is called, best last, so that the best stays: the smallest of the master names.
        let mut called: BTreeMap<Identity<'a>, (bool, &'a str)> = BTreeMap::new();
        let hearsay = orders.by_name.iter().chain(&others.by_name);
        let everyone = master.by_name.iter().map(|&customer| (false, customer));
        let everyone = everyone.chain(hearsay.map(|&customer| (true, customer)));
        for (is_hearsay, customer) in everyone {
            let Some(identity) = identity(customer, &ties) else {
                continue;
            };
            let name = customer.name.as_deref();
            let candidate = name.map_or((true, ""), |name| (is_hearsay, name));
            let known = called.entry(identity).or_insert(candidate);
            *known = better(*known, candidate);
        }
        let keys_of: BTreeMap<Identity<'a>, CustomerKey> =
            called.keys().copied().zip((0..).map(CustomerKey)).collect();
        let known = |customer: &'a CustomerName| {
            let key = *keys_of.get(&identity(customer, &ties)?)?;
            let is_anybody = customer.is_anybody();
            Some((customer, Known { key, is_anybody }))
        };
        let by_name = master
            .by_name
            .iter()
            .chain(&orders.by_name)
            .chain(&others.by_name);
        let keys: QuickMap<_, _> = by_name.filter_map(|customer| known(customer)).collect();
        let by_text = master
            .by_text
            .iter()
            .chain(&orders.by_text)
            .chain(&others.by_text);
        let by_address = by_text.filter_map(|customer| Some((customer.address(), *keys.get(customer)?)));
        let by_address = by_address.collect();
        let names = called
            .into_iter()
            .map(|(identity, (_, name))| match (identity, name) {
                (Identity::Id(id), "") => id.to_owned(),
                (_, name) => name.to_owned(),
            })
            .collect();
        Self {
            keys,
            by_address,
            names,
        }
    }

    /// The key of a customer that [`Customers::new`] was shown.
    pub fn key(&self, customer: &CustomerName) -> Option<CustomerKey> {
        self.known(customer).map(|known| known.key)
    }

    /// The same where the customer is told from others.
    pub fn key_of_anybody(&self, customer: &CustomerName) -> Option<CustomerKey> {
        self.known(customer)
            .filter(|known| known.is_anybody)
            .map(|known| known.key)
    }

    fn known(&self, customer: &CustomerName) -> Option<&Known> {
        // Texts that are held here are no one else's, so that an address tells its text.
        let by_address = || self.by_address.get(&customer.address());
        by_address().or_else(|| self.keys.get(customer))
    }

    /// What each customer is called, in the order of the keys.
    pub fn into_names(self) -> Vec<String> {
        self.names
    }
}

/// Which id a name is tied to; none where several are.
type Ties<'a> = QuickMap<&'a str, Option<&'a str>>;

fn ties<'a>(customers: impl Iterator<Item = &'a CustomerName>) -> Ties<'a> {
    let mut ties: Ties<'a> = Ties::default();
    for customer in customers {
        if let (Some(id), Some(name)) = (customer.id.as_deref(), customer.name.as_deref()) {
            ties.entry(name)
                .and_modify(|known| *known = known.filter(|known| *known == id))
                .or_insert(Some(id));
        }
    }
    ties
}

fn identity<'a>(customer: &'a CustomerName, ties: &Ties<'a>) -> Option<Identity<'a>> {
    match (customer.id.as_deref(), customer.name.as_deref()) {
        (Some(id), _) => Some(Identity::Id(id)),
        (None, Some(name)) => Some(match ties.get(name) {
            Some(Some(id)) => Identity::Id(id),
            _ => Identity::Name(name),
        }),
        (None, None) => None,
    }
}

/// What companies write behind their names, longer ones first.
const LEGAL_FORMS: [&str; 16] = [
    "有限责任公司",
    "股份有限公司",
    "集团有限公司",
    "有限公司",
    "集团公司",
    "股份公司",
    "分公司",
    "公司",
    "集团",
    "corporation",
    "company",
    "limited",
    "gmbh",
    "corp",
    "inc",
    "ltd",
];

/// A name without its legal form, its white space and its punctuation.
fn core(name: &str) -> String {
    let letters = normalise_word(name)
        .chars()
        .filter(|character| character.is_alphanumeric())
        .collect::<String>();
    let mut core = letters.as_str();
    while let Some(rest) = LEGAL_FORMS.into_iter().find_map(|form| core.strip_suffix(form)) {
        core = rest;
    }
    let core = core
        .strip_suffix("co")
        .filter(|rest| !rest.is_empty())
        .unwrap_or(core);
    if core.is_empty() {
        letters.clone()
    } else {
        core.to_owned()
    }
}

fn is_alike(a: &str, b: &str) -> bool {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    // Fewer characters stand in any name by chance: two ideographs are six bytes.
    a == b || short.len() >= 6 && long.contains(short)
}

/// A name is better than none, a master name than hearsay, and of several the smallest.
fn better<'a>(known: (bool, &'a str), candidate: (bool, &'a str)) -> (bool, &'a str) {
    let rank = |(is_hearsay, name): (bool, &'a str)| (name.is_empty(), is_hearsay, name);
    if rank(candidate) < rank(known) {
        candidate
    } else {
        known
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn customer(id: &str, name: &str) -> CustomerName {
        let part = |text: &str| (!text.is_empty()).then(|| Text::from(text));
        CustomerName::new(part(id), part(name)).unwrap()
    }

    #[test]
    fn a_name_tied_to_one_id_is_that_customer() {
        let master = [customer("C1", "甲公司"), customer("C2", "乙公司")];
        let orders = [
            customer("C3", "丙公司"),
            customer("", "甲公司"),
            customer("C2", ""),
        ];
        let others = [
            customer("", "丙公司"),
            customer("", "丁公司"),
            customer("C9", "丁公司"),
        ];
        let customers = Customers::new(master.iter(), orders.iter(), others.iter());
        let key = |id: &str, name: &str| customers.key(&customer(id, name)).unwrap();
        assert_eq!(key("", "甲公司"), key("C1", "甲公司"));
        assert_eq!(key("C2", ""), key("C2", "乙公司"));
        assert_eq!(key("", "丙公司"), key("C3", "丙公司"));
        // Only customers and orders tie a name to an id.
        assert_ne!(key("", "丁公司"), key("C9", "丁公司"));
        assert_eq!(
            customers.into_names(),
            ["甲公司", "乙公司", "丙公司", "丁公司", "丁公司"]
        );
    }

    #[test]
    fn a_name_of_two_ids_is_a_customer_of_its_own() {
        let master = [customer("C1", "甲公司"), customer("C2", "甲公司")];
        let others = [customer("", "甲公司")];
        let customers = Customers::new(master.iter(), [].iter(), others.iter());
        let keys: HashSet<_> = master
            .iter()
            .chain(&others)
            .map(|name| customers.key(name))
            .collect();
        assert_eq!(keys.len(), 3);
    }

    #[test]
    fn one_id_of_two_names_is_one_customer() {
        let master = [customer("C1", "新名")];
        let orders = [customer("C1", "旧名"), customer("", "旧名"), customer("C2", "")];
        let customers = Customers::new(master.iter(), orders.iter(), [].iter());
        let key = |id: &str, name: &str| customers.key(&customer(id, name));
        assert_eq!(key("", "旧名"), key("C1", "新名"));
        assert_eq!(customers.into_names(), ["新名", "C2"]);
    }
}

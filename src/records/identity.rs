//! Which customers are one: an id, and the names that are tied to that id alone.

use super::CustomerKey;
use crate::model::Text;
use crate::model::hash::QuickMap;
use crate::model::text::normalise_word;
use crate::read::AddressHasher;
use std::collections::HashMap;
use std::collections::hash_map::Entry;
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

    /// Its id and its name.
    pub fn texts(&self) -> [Option<&Text>; 2] {
        [self.id.as_ref(), self.name.as_ref()]
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
    distinct: Distinct<'a>,
    /// What is known of each distinct way to name a customer; none of a row that names nobody.
    known: Vec<Option<Known>>,
    names: Vec<String>,
}

/// What is known of a customer that a row names.
#[derive(Debug, Clone, Copy)]
struct Known {
    key: CustomerKey,
    /// Whether the name tells it from others.
    is_anybody: bool,
}

/// Customers as rows name them, each distinct way once: found by the rows' texts first, and then by what they say.
#[derive(Debug, Default)]
struct Distinct<'a> {
    ways: Vec<Way<'a>>,
    by_name: QuickMap<&'a CustomerName, usize>,
    /// The same by addresses, which stay as long as the names that were shown.
    by_address: HashMap<Address, usize, BuildHasherDefault<AddressHasher>>,
}

/// A way to name a customer.
#[derive(Debug)]
struct Way<'a> {
    customer: &'a CustomerName,
    /// Whether the customers' table or orders name one so, which tie names to ids.
    ties: bool,
    /// Whether the customers' table does, from which it is taken what a customer is called.
    is_master: bool,
}

impl<'a> Distinct<'a> {
    fn see(&mut self, customer: &'a CustomerName, (ties, is_master): (bool, bool)) {
        let at = match self.by_address.entry(customer.address()) {
            Entry::Occupied(known) => *known.get(),
            Entry::Vacant(address) => {
                let at = *self.by_name.entry(customer).or_insert(self.ways.len());
                if at == self.ways.len() {
                    self.ways.push(Way {
                        customer,
                        ties: false,
                        is_master: false,
                    });
                }
                *address.insert(at)
            }
        };
        let way = &mut self.ways[at];
        way.ties |= ties;
        way.is_master |= is_master;
    }

    fn find(&self, customer: &CustomerName) -> Option<usize> {
        // Texts that are held here are no one else's, so that an address tells its text.
        let by_address = self.by_address.get(&customer.address());
        by_address.or_else(|| self.by_name.get(customer)).copied()
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
        let mut distinct = Distinct::default();
        master.for_each(|customer| distinct.see(customer, (true, true)));
        orders.for_each(|customer| distinct.see(customer, (true, false)));
        others.for_each(|customer| distinct.see(customer, (false, false)));
        let ways = &distinct.ways;
        let ties = ties(ways.iter().filter(|way| way.ties).map(|way| way.customer));
        let mut identified: Vec<(Identity<'a>, usize)> = (0..)
            .zip(ways)
            .filter_map(|(at, way)| Some((identity(way.customer, &ties)?, at)))
            .collect();
        identified.sort_unstable();
        let mut known = vec![None; ways.len()];
        let mut names = Vec::new();
        let customers = identified.chunk_by(|(one, _), (other, _)| one == other);
        for (key, of_one) in (0..).map(CustomerKey).zip(customers) {
            let called = of_one.iter().map(|(_, at)| {
                let Way {
                    customer, is_master, ..
                } = &ways[*at];
                let name = customer.name.as_deref();
                name.map_or((true, ""), |name| (!is_master, name))
            });
            let name = called.reduce(better).map_or("", |(_, name)| name);
            names.push(match of_one[0].0 {
                Identity::Id(id) if name.is_empty() => id.to_owned(),
                _ => name.to_owned(),
            });
            for (_, at) in of_one {
                let is_anybody = ways[*at].customer.is_anybody();
                known[*at] = Some(Known { key, is_anybody });
            }
        }
        Self {
            distinct,
            known,
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
        self.known.get(self.distinct.find(customer)?)?.as_ref()
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
pub fn core(name: &str) -> String {
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

/// Whether two such names may well be one customer's.
pub fn is_alike(a: &str, b: &str) -> bool {
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
    use std::collections::HashSet;

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

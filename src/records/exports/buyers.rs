//! Which rows name one customer, though exports may name it by number, by name or in another spelling.

use super::version::{Buyers, Versioned};
use crate::records::CustomerKey;
use crate::records::data_row::Gathered;
use crate::records::identity::{CustomerName, Customers, core, is_alike};
use std::collections::BTreeMap;

/// The customers of rows.
pub struct BuyersOfRows<'a> {
    of_rows: Vec<Option<Buyer<'a>>>,
    /// Names without their legal form, white space and punctuation, each once.
    cores: Vec<String>,
}

#[derive(Clone, Copy)]
struct Buyer<'a> {
    name: &'a CustomerName,
    key: Option<CustomerKey>,
    core: Option<usize>,
}

impl<'a> BuyersOfRows<'a> {
    /// Those of `rows`; `master` and `orders` tie names to numbers.
    pub fn new<T: Versioned>(
        rows: &'a [Gathered<T>],
        master: impl Iterator<Item = &'a CustomerName>,
        orders: impl Iterator<Item = &'a CustomerName>,
    ) -> Self {
        let known = Customers::new(master, orders, rows.iter().filter_map(|row| row.row.customer()));
        let mut cores = Vec::new();
        let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
        let of_rows = rows.iter().map(|row| {
            let customer = row.row.customer()?;
            let [_, name] = customer.texts();
            let core = name.map(|name| {
                *seen.entry(name).or_insert_with(|| {
                    cores.push(core(name));
                    cores.len() - 1
                })
            });
            Some(Buyer {
                name: customer,
                key: known.key_of_anybody(customer),
                core,
            })
        });
        let of_rows = of_rows.collect();
        Self { of_rows, cores }
    }

    /// The customer of a row, where it names one that is told from others.
    pub fn key(&self, row: usize) -> Option<CustomerKey> {
        self.of_rows.get(row)?.as_ref()?.key
    }

    /// How the customers of two rows compare; none where they have nothing to compare.
    pub fn compare(&self, a: usize, b: usize) -> Option<Buyers> {
        let a = self.of_rows.get(a).copied().flatten()?;
        let b = self.of_rows.get(b).copied().flatten()?;
        if a.key.is_some() && a.key == b.key {
            return Some(Buyers::Same);
        }
        let core = |buyer: Buyer<'_>| self.cores.get(buyer.core?);
        let names = core(a).zip(core(b)).map(|(a, b)| is_alike(a, b));
        let ids = a.name.texts()[0].zip(b.name.texts()[0]);
        match (names, ids.map(|(a, b)| a == b)) {
            (Some(true), _) | (_, Some(true)) => Some(Buyers::Alike),
            (None, None) => None,
            _ => Some(Buyers::Other),
        }
    }
}

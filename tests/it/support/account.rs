//! What `findings.json` says of rows and money: that it adds up.

use super::exact::exact;
use num_rational::BigRational;
use num_traits::Zero;
use serde_json::Value;

/// An amount; nothing is none of it.
fn amount(value: &Value) -> BigRational {
    if value.is_null() {
        BigRational::zero()
    } else {
        exact(value)
    }
}

/// That rows and amounts of every table add up, and that of each row it is known what became of it.
pub fn balances(listing: &Value) {
    let tables = listing["account"].as_array().unwrap();
    assert!(!tables.is_empty());
    for table in tables {
        let fates = table["fates"].as_array().unwrap();
        let rows: u64 = fates.iter().map(|share| share["rows"].as_u64().unwrap()).sum();
        assert_eq!(table["rows"].as_u64().unwrap(), rows, "{table:#}");
        assert!(
            fates.iter().all(|share| share["fate"] != "unexplained"),
            "{table:#}"
        );
        let amounts: BigRational = fates.iter().map(|share| amount(&share["amount"])).sum();
        let whole = amounts + amount(&table["turned"]);
        assert_eq!(amount(&table["amount"]), whole, "{table:#}");
    }
}

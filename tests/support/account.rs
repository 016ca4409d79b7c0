//! What `findings.json` says of rows and money: that it adds up.

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::Zero;
use serde_json::Value;

/// A number of JSON, exactly; nothing is none of it.
fn exact(value: &Value) -> BigRational {
    if value.is_null() {
        return BigRational::zero();
    }
    let text = value.to_string();
    let (whole, decimals) = text.split_once('.').unwrap_or((&text, ""));
    let scale = BigInt::from(10).pow(decimals.len() as u32);
    BigRational::new(format!("{whole}{decimals}").parse().unwrap(), scale)
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
        let amounts: BigRational = fates.iter().map(|share| exact(&share["amount"])).sum();
        let whole = amounts + exact(&table["turned"]);
        assert_eq!(exact(&table["amount"]), whole, "{table:#}");
    }
}

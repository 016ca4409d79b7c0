//! Ids of which the program has some of its own: these come first, in an order that is theirs, then all others by id.

/// A type for ids of one kind, with a constant for each of the program's own.
macro_rules! ranked_ids {
    (
        $(#[$type_doc:meta])* $type:ident;
        $($(#[$doc:meta])* $name:ident $id:literal),* $(,)?
    ) => {
        $(#[$type_doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $type {
            rank: u8,
            id: $crate::model::Id,
        }

        impl $type {
            $($(#[$doc])* pub const $name: Self = Self::new($crate::model::Id::of($id));)*

            /// The ids of the program's own, in their order.
            const ORDER: &[&str] = &[$($id),*];

            /// The one of that id.
            pub const fn new(id: $crate::model::Id) -> Self {
                Self {
                    rank: $crate::model::ranked::rank(&id, Self::ORDER),
                    id,
                }
            }

            /// The id, as settings and documents state it.
            pub fn id(self) -> $crate::model::Id {
                self.id
            }

            /// Whether it is one of the program's own.
            pub fn is_own(self) -> bool {
                self.rank < u8::MAX
            }
        }

        impl std::fmt::Debug for $type {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                std::fmt::Debug::fmt(&self.id, f)
            }
        }

        impl std::fmt::Display for $type {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                std::fmt::Display::fmt(&self.id, f)
            }
        }

        impl serde::Serialize for $type {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                self.id.serialize(serializer)
            }
        }

        impl<'de> serde::Deserialize<'de> for $type {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                $crate::model::Id::deserialize(deserializer).map(Self::new)
            }
        }
    };
}

pub(super) use ranked_ids;

use super::Id;

/// The place of an id in an order; all others come last.
pub(super) const fn rank(id: &Id, order: &[&str]) -> u8 {
    let mut at = 0;
    while at < order.len() {
        if id.is(order[at]) {
            return at as u8;
        }
        at += 1;
    }
    u8::MAX
}

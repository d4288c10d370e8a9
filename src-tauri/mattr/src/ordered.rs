//! JSON objects whose order of members matters to people.

/// An object of objects, as pairs in the order they were read.
pub(crate) mod two_levels {
    use std::{fmt, marker::PhantomData};

    use serde::{
        Deserialize, Deserializer, Serialize, Serializer,
        de::{MapAccess, Visitor},
        ser::SerializeMap,
    };

    type Pairs<T> = Vec<(String, T)>;

    /// Pairs that are one JSON object.
    struct Object<T>(Pairs<T>);

    struct ObjectVisitor<T>(PhantomData<T>);

    impl<'de, T: Deserialize<'de>> Visitor<'de> for ObjectVisitor<T> {
        type Value = Object<T>;

        fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
            out.write_str("an object")
        }

        fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Object<T>, A::Error> {
            let mut pairs = Vec::new();
            while let Some(pair) = members.next_entry()? {
                pairs.push(pair);
            }
            Ok(Object(pairs))
        }
    }

    impl<'de, T: Deserialize<'de>> Deserialize<'de> for Object<T> {
        fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
            from.deserialize_map(ObjectVisitor(PhantomData))
        }
    }

    /// Borrowed pairs that become one JSON object.
    struct Members<'a, T>(&'a Pairs<T>);

    impl<T: Serialize> Serialize for Members<'_, T> {
        fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
            let mut object = to.serialize_map(Some(self.0.len()))?;
            for (name, value) in self.0 {
                object.serialize_entry(name, value)?;
            }
            object.end()
        }
    }

    pub(crate) fn deserialize<'de, D, T>(from: D) -> Result<Pairs<Pairs<T>>, D::Error>
    where
        D: Deserializer<'de>,
        T: Deserialize<'de>,
    {
        let outer = Option::<Object<Object<T>>>::deserialize(from)?;
        let pairs = outer.map(|Object(pairs)| pairs).unwrap_or_default();
        Ok(pairs
            .into_iter()
            .map(|(name, Object(inner))| (name, inner))
            .collect())
    }

    pub(crate) fn serialize<S, T>(pairs: &Pairs<Pairs<T>>, to: S) -> Result<S::Ok, S::Error>
    where
        S: Serializer,
        T: Serialize,
    {
        let mut object = to.serialize_map(Some(pairs.len()))?;
        for (name, inner) in pairs {
            object.serialize_entry(name, &Members(inner))?;
        }
        object.end()
    }
}

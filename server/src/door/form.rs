//! A form's value is a text; this reads it as whatever type the field has.

use serde::{
    Deserializer,
    de::{self, IntoDeserializer, Visitor, value::StringDeserializer},
    forward_to_deserialize_any,
};

use super::fields::Fault;

/// One value of a form.
pub(super) struct Text(String);

impl Text {
    pub(super) fn new(text: String) -> Self {
        Self(text)
    }
}

macro_rules! numbers {
    ($($method:ident $visit:ident $kind:literal,)*) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
            match self.0.trim().parse() {
                Ok(number) => visitor.$visit(number),
                Err(_) => Err(de::Error::custom($kind)),
            }
        }
    )*};
}

impl<'de> Deserializer<'de> for Text {
    type Error = Fault;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        visitor.visit_string(self.0)
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        match self.0.as_str() {
            "true" | "on" | "1" => visitor.visit_bool(true),
            "false" | "off" | "0" | "" => visitor.visit_bool(false),
            _ => Err(de::Error::custom("expected true or false")),
        }
    }

    /// A field that was left empty was not filled in.
    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        if self.0.is_empty() { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Fault> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Fault> {
        let text: StringDeserializer<Fault> = self.0.into_deserializer();
        visitor.visit_enum(text)
    }

    numbers! {
        deserialize_i8 visit_i8 "expected a whole number",
        deserialize_i16 visit_i16 "expected a whole number",
        deserialize_i32 visit_i32 "expected a whole number",
        deserialize_i64 visit_i64 "expected a whole number",
        deserialize_u8 visit_u8 "expected a whole number, not below 0",
        deserialize_u16 visit_u16 "expected a whole number, not below 0",
        deserialize_u32 visit_u32 "expected a whole number, not below 0",
        deserialize_u64 visit_u64 "expected a whole number, not below 0",
        deserialize_f32 visit_f32 "expected a number",
        deserialize_f64 visit_f64 "expected a number",
    }

    forward_to_deserialize_any! {
        char str string bytes byte_buf unit unit_struct seq tuple tuple_struct map struct identifier ignored_any
    }
}

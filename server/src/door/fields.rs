//! The fields of a request, whether they came as JSON, form or query, and how they become a type. One way for all,
//! so that each refusal names its field.

use std::collections::HashSet;

use serde::{
    Deserialize,
    de::{self, DeserializeOwned, DeserializeSeed, MapAccess, Visitor},
};
use serde_json::Value as Json;

use super::form::Text;
use crate::error::{Error, Result};

/// The fields of forms that are no secret.
const SHOWN_AGAIN: [&str; 6] = ["name", "email", "next", "chat_type", "group_type", "participants"];

/// Names and values, each name once.
#[derive(Debug, Default)]
pub(super) struct Fields(Vec<(String, Value)>);

#[derive(Debug)]
enum Value {
    Text(String),
    Json(Json),
}

impl Fields {
    /// Of a form or a query.
    pub(super) fn from_pairs(pairs: Vec<(String, String)>) -> Result<Self> {
        Self::distinct(pairs.into_iter().map(|(name, value)| (name, Value::Text(value))).collect())
    }

    /// Of a JSON object.
    pub(super) fn from_json(bytes: &[u8]) -> Result<Self> {
        let object: Object = serde_json::from_slice(bytes).map_err(|error| match error.classify() {
            serde_json::error::Category::Data => {
                Error::invalid("body", "invalid", "It must be a JSON object")
            }
            _ => Error::Malformed("The body is not valid JSON".into()),
        })?;
        Self::distinct(object.0.into_iter().map(|(name, value)| (name, Value::Json(value))).collect())
    }

    /// There may be tens of thousands of them: each is compared with none of the others.
    fn distinct(fields: Vec<(String, Value)>) -> Result<Self> {
        let mut names = HashSet::with_capacity(fields.len());
        if fields.iter().all(|(name, _)| names.insert(name.as_str())) {
            Ok(Self(fields))
        } else {
            Err(Error::Malformed("A field is given twice".into()))
        }
    }

    /// What a page may show again when the form was refused.
    pub(super) fn typed(&self) -> Vec<(String, String)> {
        let shown = |(name, value): &(String, Value)| match value {
            Value::Text(text) if SHOWN_AGAIN.contains(&name.as_str()) => Some((name.clone(), text.clone())),
            _ => None,
        };
        self.0.iter().filter_map(shown).collect()
    }

    /// The type that they are; fields that it does not know are ignored.
    pub(super) fn read<T: DeserializeOwned>(self) -> Result<T> {
        let map = Map { rest: self.0.into_iter(), value: None };
        T::deserialize(de::value::MapAccessDeserializer::new(map)).map_err(|fault: Fault| {
            let field = fault.field.unwrap_or_else(|| "body".into());
            Error::invalid(&field, fault.code, fault.message)
        })
    }
}

/// A JSON object that forgets nothing, not even a repeated key.
struct Object(Vec<(String, Json)>);

impl<'de> Deserialize<'de> for Object {
    fn deserialize<D: de::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(ObjectVisitor)
    }
}

struct ObjectVisitor;

impl<'de> Visitor<'de> for ObjectVisitor {
    type Value = Object;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Object, A::Error> {
        let mut fields = Vec::new();
        while let Some(field) = map.next_entry()? {
            fields.push(field);
        }
        Ok(Object(fields))
    }
}

struct Map {
    rest: std::vec::IntoIter<(String, Value)>,
    value: Option<(String, Value)>,
}

impl<'de> MapAccess<'de> for Map {
    type Error = Fault;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Fault> {
        self.value = self.rest.next();
        match &self.value {
            Some((name, _)) => seed.deserialize(Text::new(name.clone())).map(Some),
            None => Ok(None),
        }
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Fault> {
        let Some((name, value)) = self.value.take() else {
            return Err(de::Error::custom("a value without a name"));
        };
        match value {
            Value::Text(text) => seed.deserialize(Text::new(text)),
            Value::Json(json) => seed.deserialize(json).map_err(de::Error::custom),
        }
        .map_err(|fault| Fault { field: fault.field.or(Some(name)), ..fault })
    }
}

/// What is wrong with a field.
#[derive(Debug)]
pub(super) struct Fault {
    field: Option<String>,
    code: &'static str,
    message: String,
}

impl std::fmt::Display for Fault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Fault {}

impl de::Error for Fault {
    fn custom<T: std::fmt::Display>(message: T) -> Self {
        Self { field: None, code: "invalid", message: message.to_string() }
    }

    fn missing_field(field: &'static str) -> Self {
        Self { field: Some(field.into()), code: "required", message: format!("{field} is required") }
    }
}

#[cfg(test)]
mod tests {
    use protocol::{
        ChatType, ErrorCode, UserId,
        request::{CreateChat, History, Login, Participants, SendMessage},
    };

    use super::*;

    fn form<T: DeserializeOwned>(text: &str) -> Result<T> {
        Fields::from_pairs(super::super::decode::pairs(text)?)?.read()
    }

    fn json<T: DeserializeOwned>(text: &str) -> Result<T> {
        Fields::from_json(text.as_bytes())?.read()
    }

    fn field(error: Error) -> (String, String) {
        match error {
            Error::Invalid(fields) => (fields[0].field.clone(), fields[0].code.clone()),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_form_and_json_say_the_same() {
        let id = "01890a5d-ac96-774b-bcce-b302099a8057";
        for chat in [
            form::<CreateChat>(&format!("chat_type=group&participants={id}%2C+b%40x.y&name=&other=1"))
                .unwrap(),
            json::<CreateChat>(&format!(
                r#"{{"chat_type":"group","participants":["{id}","b@x.y"],"name":null,"other":[{{}}]}}"#
            ))
            .unwrap(),
        ] {
            assert_eq!(chat.chat_type, ChatType::Group);
            assert_eq!(chat.participants.each(), [id, "b@x.y"]);
            assert_eq!(chat.name, None);
        }
        let page: History = form(&format!("before=12&limit=-1&user_id={id}&after=")).unwrap();
        assert_eq!((page.before, page.limit, page.after), (Some(12), Some(-1), None));
        assert_eq!(page.user_id, Some(id.parse::<UserId>().unwrap()));
        let none: CreateChat = form("chat_type=personal").unwrap();
        assert_eq!(none.participants, Participants::default());
    }

    #[test]
    fn a_wrong_value_names_its_field() {
        assert_eq!(
            field(json::<Login>(r#"{"email":"a"}"#).err().unwrap()),
            ("password".into(), "required".into())
        );
        assert_eq!(field(json::<Login>(r#"{"email":1}"#).err().unwrap()), ("email".into(), "invalid".into()));
        assert_eq!(field(form::<History>("before=abc").err().unwrap()), ("before".into(), "invalid".into()));
        assert_eq!(field(form::<CreateChat>("chat_type=x").err().unwrap()).0, "chat_type");
        assert_eq!(field(form::<SendMessage>("chat_id=1&text=x").err().unwrap()).0, "chat_id");
        assert_eq!(field(json::<Login>("[]").err().unwrap()).0, "body");
    }

    #[test]
    fn e1_more_fields_than_fit_into_a_request_take_no_time() {
        let names: Vec<String> = (0..200_000).map(|n| format!("{n:x}")).collect();
        let (query, object) = (names.join("&"), format!(r#"{{"{}":1}}"#, names.join(r#"":1,""#)));
        let begun = std::time::Instant::now();
        assert_eq!(form::<Login>(&query).err().unwrap().code(), ErrorCode::Invalid);
        assert_eq!(json::<Login>(&object).err().unwrap().code(), ErrorCode::Invalid);
        // Each compared with all others they take a minute, however fast the program is.
        assert!(begun.elapsed().as_secs() < 10, "{:?}", begun.elapsed());
    }

    #[test]
    fn what_makes_no_sense_is_malformed() {
        let deep = format!("{}{}", r#"{"email":"#.repeat(200), "}".repeat(200));
        for bad in ["", "{", "{'a':1}", r#"{"email":"\ud800"}"#, r#"{"a":1,"a":2}"#, r#"{"a":1}x"#, &deep] {
            let error = json::<Login>(bad).err().unwrap();
            assert_eq!(error.code(), ErrorCode::Malformed, "{bad}");
        }
        assert_eq!(form::<Login>("email=a&email=b").err().unwrap().code(), ErrorCode::Malformed);
    }
}

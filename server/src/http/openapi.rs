//! The route table as an OpenAPI document. What is not in a route's [`Doc`] is not known here.

use std::collections::{BTreeMap, BTreeSet};

use http::Method;
use protocol::Problem;
use utoipa::openapi::{
    Components, ContentBuilder, HttpMethod, Info, OpenApi, OpenApiBuilder, PathsBuilder, Ref, RefOr,
    Required, ResponseBuilder,
    path::{Operation, OperationBuilder, Parameter, ParameterBuilder, ParameterIn, PathItem},
    request_body::{RequestBody, RequestBodyBuilder},
    schema::{ArrayBuilder, KnownFormat, ObjectBuilder, Schema, SchemaFormat, Type},
    security::{ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityRequirement, SecurityScheme},
};

use crate::door::{ACCESS, Content, Doc, Route, Way};

const FORM: &str = "application/x-www-form-urlencoded";
const JSON: &str = "application/json";
const PROBLEM: &str = "application/problem+json";

/// Describes every route that has a doc.
pub fn document(doors: &[Vec<Route>]) -> OpenApi {
    let mut schemas = Schemas::default();
    let mut paths: BTreeMap<&str, PathItem> = BTreeMap::new();
    for route in doors.iter().flatten() {
        if let Some(doc) = &route.doc {
            let item = paths.entry(route.path).or_default();
            add(item, &route.way, operation(route, doc, &mut schemas));
        }
    }
    let paths = paths.into_iter().fold(PathsBuilder::new(), |all, (path, item)| all.path(path, item));
    let info = Info::new("Messenger", env!("CARGO_PKG_VERSION"));
    OpenApiBuilder::new().info(info).paths(paths).components(Some(schemas.components())).build()
}

/// A path that is a page and a socket is one GET with the answers of both.
fn add(item: &mut PathItem, way: &Way, new: Operation) {
    let method = match way {
        Way::Method(Method::POST) => HttpMethod::Post,
        Way::Method(Method::PUT) => HttpMethod::Put,
        Way::Method(Method::PATCH) => HttpMethod::Patch,
        Way::Method(Method::DELETE) => HttpMethod::Delete,
        _ => HttpMethod::Get,
    };
    match &mut item.get {
        Some(known) if method == HttpMethod::Get => {
            let answers = new.responses.responses;
            known.responses.responses.extend(answers);
            let summaries = [known.summary.take(), new.summary].into_iter().flatten();
            known.summary = Some(summaries.collect::<Vec<_>>().join(". Socket: "));
        }
        _ => item.merge_operations(PathItem::new(method, new)),
    }
}

fn operation(route: &Route, doc: &Doc, schemas: &mut Schemas) -> Operation {
    let verb = match &route.way {
        Way::Method(method) => method.as_str().to_ascii_lowercase(),
        Way::Socket => "socket".to_owned(),
    };
    let words = route.path.split(['/', '{', '}', '.', '-', '_']).filter(|word| !word.is_empty());
    let name = words.fold(verb, |name, word| format!("{name}_{word}"));
    let mut operation = OperationBuilder::new()
        .operation_id(Some(name))
        .tag(tag(route.path))
        .summary(Some(doc.summary))
        .parameters(Some(parameters(route.path, doc)))
        .request_body(doc.body.map(|content| body(schemas.refer(content))));
    if !doc.public {
        let none: [&str; 0] = [];
        operation = operation
            .security(SecurityRequirement::new("cookie", none))
            .security(SecurityRequirement::new("bearer", none));
    }
    for (status, content) in &doc.answers {
        let schema = content.map(|content| schemas.refer(content));
        operation = operation.response(status.to_string(), answer(*status, JSON, schema));
    }
    for status in refusals(doc) {
        let problem = schemas.refer(Content::of::<Problem>());
        operation = operation.response(status.to_string(), answer(status, PROBLEM, Some(problem)));
    }
    operation.build()
}

/// Its own refusals, and those that come with what it needs.
fn refusals(doc: &Doc) -> BTreeSet<u16> {
    let session: &[u16] = if doc.public { &[] } else { &[401] };
    let query: &[u16] = if doc.query.is_some() { &[400] } else { &[] };
    let body: &[u16] = if doc.body.is_some() { &[400, 403, 413, 415, 422] } else { &[] };
    [session, query, body, doc.errors].into_iter().flatten().copied().collect()
}

/// The room of the API: what stands behind its version.
fn tag(path: &'static str) -> &'static str {
    let inner = path.strip_prefix("/api/v1/").and_then(|rest| rest.split('/').next());
    inner.unwrap_or("server")
}

fn answer(status: u16, kind: &str, schema: Option<RefOr<Schema>>) -> ResponseBuilder {
    let reason = http::StatusCode::from_u16(status).ok().and_then(|status| status.canonical_reason());
    let response = ResponseBuilder::new().description(reason.unwrap_or_default());
    match schema {
        Some(schema) => response.content(kind, ContentBuilder::new().schema(Some(schema)).build()),
        None => response,
    }
}

fn body(schema: RefOr<Schema>) -> RequestBody {
    let content = ContentBuilder::new().schema(Some(schema)).build();
    RequestBodyBuilder::new()
        .content(JSON, content.clone())
        .content(FORM, content)
        .required(Some(Required::True))
        .build()
}

fn parameters(path: &str, doc: &Doc) -> Vec<Parameter> {
    let names = path.split('{').skip(1).filter_map(|part| part.split('}').next());
    let id = || {
        let format = SchemaFormat::KnownFormat(KnownFormat::Uuid);
        ObjectBuilder::new().schema_type(Type::String).format(Some(format))
    };
    let in_path = names.map(|name| {
        let parameter = ParameterBuilder::new().name(name).parameter_in(ParameterIn::Path);
        parameter.required(Required::True).schema(Some(id())).build()
    });
    in_path.chain(doc.query.into_iter().flat_map(in_query)).collect()
}

fn in_query(content: Content) -> Vec<Parameter> {
    let RefOr::T(Schema::Object(object)) = (content.schema)() else { return Vec::new() };
    let required =
        |name: &String| if object.required.contains(name) { Required::True } else { Required::False };
    let one = |(name, schema): (&String, &RefOr<Schema>)| {
        let parameter = ParameterBuilder::new().name(name.clone()).parameter_in(ParameterIn::Query);
        parameter.required(required(name)).schema(Some(schema.clone())).build()
    };
    object.properties.iter().map(one).collect()
}

/// Every type that is spoken of, by name.
#[derive(Default)]
struct Schemas(BTreeMap<String, RefOr<Schema>>);

impl Schemas {
    fn refer(&mut self, content: Content) -> RefOr<Schema> {
        let name = (content.name)().into_owned();
        let mut parts = Vec::new();
        (content.parts)(&mut parts);
        self.0.extend(parts);
        self.0.insert(name.clone(), (content.schema)());
        let one: RefOr<Schema> = Ref::from_schema_name(name).into();
        if content.list { ArrayBuilder::new().items(one).into() } else { one }
    }

    fn components(self) -> Components {
        let mut components = Components::new();
        components.schemas.extend(self.0);
        let cookie =
            ApiKeyValue::with_description(ACCESS, "Set by signing in. Over https: __Host-access_token");
        let bearer = HttpBuilder::new().scheme(HttpAuthScheme::Bearer).bearer_format("JWT").build();
        components.add_security_scheme("cookie", SecurityScheme::ApiKey(ApiKey::Cookie(cookie)));
        components.add_security_scheme("bearer", SecurityScheme::Http(bearer));
        components
    }
}

#[cfg(test)]
mod tests {
    use protocol::{
        Chat,
        request::{CreateChat, History},
    };

    use super::*;
    use crate::{door::Request, error::Error};

    #[test]
    fn a_route_tells_what_it_takes_and_what_it_answers() {
        let none = async |_: Request| Err(Error::TooLarge);
        let doors = [vec![
            Route::get("/api/v1/chats", none).summary("My chats").lists::<Chat>(200),
            Route::post("/api/v1/chats/create", none).summary("Make one").body::<CreateChat>(),
            Route::get("/api/v1/chats/{id}", none).summary("One").query::<History>().returns::<Chat>(200),
            Route::socket("/api/v1/chats/{id}", none).summary("Live").answers(101).errors(&[403]),
            Route::get("/inner", none),
        ]];
        let json = serde_json::to_value(document(&doors)).unwrap();
        assert!(json["openapi"].as_str().unwrap().starts_with("3."));
        let paths = json["paths"].as_object().unwrap();
        assert_eq!(paths.len(), 3);
        let list = &paths["/api/v1/chats"]["get"];
        let schema = &list["responses"]["200"]["content"][JSON]["schema"];
        assert_eq!(schema["items"]["$ref"], "#/components/schemas/Chat");
        assert_eq!(
            list["responses"]["401"]["content"][PROBLEM]["schema"]["$ref"],
            "#/components/schemas/Problem"
        );
        assert_eq!(list["security"].as_array().unwrap().len(), 2);
        let one = &paths["/api/v1/chats/{id}"]["get"];
        assert_eq!(one["summary"], "One. Socket: Live");
        assert!(one["responses"]["101"].is_object() && one["responses"]["403"].is_object());
        let names: Vec<_> = one["parameters"].as_array().unwrap().iter().map(|p| &p["name"]).collect();
        assert_eq!(names[0], "id");
        assert!(names.iter().any(|name| *name == "before"), "{names:?}");
    }

    #[test]
    fn every_reference_leads_somewhere() {
        let none = async |_: Request| Err(Error::TooLarge);
        let doors = [vec![
            Route::get("/a", none).lists::<Chat>(200).errors(&[422]),
            Route::post("/b", none).body::<CreateChat>().returns::<protocol::request::SignedIn>(200),
        ]];
        let document = document(&doors);
        let text = document.to_json().unwrap();
        let known = document.components.unwrap().schemas;
        for part in text.split("#/components/schemas/").skip(1) {
            let name = part.split('"').next().unwrap();
            assert!(known.contains_key(name), "{name}");
        }
    }
}

//! The description of the API.

use serde_json::Value;
use server::{boot, http::openapi};

use crate::house::House;

#[tokio::test]
async fn the_document_and_its_page_need_nothing_from_elsewhere() {
    let house = House::behind(boot::doors()).await;
    let document = house.get("/openapi.json").await;
    assert_eq!(document.status(), 200);
    let document: Value = serde_json::from_str(&document.text().await.unwrap()).unwrap();
    for path in ["/openapi.json", "/docs", "/healthz", "/readyz"] {
        assert!(document["paths"][path]["get"].is_object(), "{path}");
    }
    let page = house.get("/docs").await;
    assert_eq!((page.status().as_u16(), page.headers()["location"].as_bytes()), (303, &b"/docs/"[..]));
    for file in ["", "swagger-ui.css", "swagger-ui-bundle.js", "swagger-initializer.js"] {
        assert_eq!(house.get(&format!("/docs/{file}")).await.status(), 200, "{file}");
    }
    for file in ["nothing.js", "..%2f..%2fetc%2fpasswd", "../secret"] {
        assert_eq!(house.get(&format!("/docs/{file}")).await.status(), 404, "{file}");
    }
    let start = house.get("/docs/swagger-initializer.js").await.text().await.unwrap();
    assert!(start.contains(r#""validatorUrl": "none""#) && !start.contains("petstore"), "{start}");
}

#[test]
fn every_route_of_the_api_is_described() {
    let doors = boot::doors();
    for route in doors.iter().flatten().filter(|route| route.path.starts_with("/api/")) {
        let doc = route.doc.as_ref();
        assert!(doc.is_some_and(|doc| !doc.summary.is_empty() && !doc.answers.is_empty()), "{}", route.path);
    }
    assert!(openapi::document(&doors).to_json().is_ok());
}

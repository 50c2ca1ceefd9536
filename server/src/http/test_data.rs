//! Demo data on demand, in demo mode only.

use http::StatusCode;
use protocol::request::TestData;

use crate::{
    action::demo,
    door::{Request, Response, reply},
    error::{Error, Result},
};

pub(super) async fn make(request: Request) -> Result<Response> {
    if !request.app.config.demo.is_on() {
        return Err(Error::not_found("Not found"));
    }
    demo::seed(&request.app).await?;
    reply::json(StatusCode::OK, &TestData { message: "Тестовые данные успешно созданы".into() })
}

//! The bytes of a request: bounded in size and time, then read as the type that they say they are.

use std::{pin::Pin, time::Duration};

use bytes::{Bytes, BytesMut};
use futures_util::{Stream, StreamExt};
use http::{HeaderMap, header};
use protocol::limits;

use super::{decode, face, fields::Fields};
use crate::error::{Error, Result};

/// Within this time the whole body must be here.
const WITHIN: Duration = Duration::from_secs(10);
/// So much of a body that is too large is read and dropped, since most clients read an answer only after they have
/// sent all.
const DRAINED: usize = 16 << 20;

/// What was not read yet.
pub(super) type Incoming = Pin<Box<dyn Stream<Item = Result<Bytes, warp::Error>> + Send + Sync>>;

/// Reads the fields of a body of any kind that is understood.
pub(super) async fn fields(headers: &HeaderMap, body: Incoming) -> Result<Fields> {
    if headers.get(header::CONTENT_ENCODING).is_some_and(|value| value.as_bytes() != b"identity") {
        return Err(Error::UnsupportedType("Compressed bodies are not accepted".into()));
    }
    let kind = face::content_type(headers);
    match kind.as_deref() {
        Some("application/json") if charset_is_fine(headers) => {
            Fields::from_json(&read(headers, body).await?)
        }
        Some("application/x-www-form-urlencoded") if charset_is_fine(headers) => {
            let bytes = read(headers, body).await?;
            let text = std::str::from_utf8(&bytes).map_err(|_| not_utf8())?;
            Fields::from_pairs(decode::pairs(text)?)
        }
        Some("multipart/form-data") => {
            let bytes = read(headers, body).await?;
            multipart(headers, bytes).await
        }
        None if read(headers, body).await?.is_empty() => Ok(Fields::default()),
        _ => Err(Error::UnsupportedType("Send application/json, or a form".into())),
    }
}

fn not_utf8() -> Error {
    Error::Malformed("The body is not valid UTF-8".into())
}

/// JSON is UTF-8; another name for the bytes would make two readers of one text.
fn charset_is_fine(headers: &HeaderMap) -> bool {
    let Some(text) = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()) else {
        return false;
    };
    headers.get_all(header::CONTENT_TYPE).iter().count() == 1
        && text.split(';').skip(1).filter_map(|parameter| parameter.split_once('=')).all(|(name, value)| {
            !name.trim().eq_ignore_ascii_case("charset")
                || value.trim().trim_matches('"').eq_ignore_ascii_case("utf-8")
        })
}

async fn read(headers: &HeaderMap, body: Incoming) -> Result<Bytes> {
    let declared = headers
        .get(header::CONTENT_LENGTH)
        .and_then(|value| value.to_str().ok())
        .and_then(|text| text.parse::<usize>().ok())
        .unwrap_or_default();
    if declared > limits::BODY_BYTES && headers.contains_key(header::EXPECT) {
        return Err(Error::TooLarge);
    }
    let all = tokio::time::timeout(WITHIN, collect(body)).await;
    all.unwrap_or_else(|_| Err(Error::Malformed("The body took too long".into())))
}

async fn collect(mut body: Incoming) -> Result<Bytes> {
    let mut all = BytesMut::new();
    let mut seen = 0;
    while let Some(chunk) = body.next().await {
        let chunk = chunk.map_err(|_| Error::Malformed("The body broke off".into()))?;
        seen += chunk.len();
        if seen > DRAINED {
            return Err(Error::TooLarge);
        }
        if seen <= limits::BODY_BYTES {
            all.extend_from_slice(&chunk);
        } else {
            all = BytesMut::new();
        }
    }
    if seen > limits::BODY_BYTES { Err(Error::TooLarge) } else { Ok(all.freeze()) }
}

async fn multipart(headers: &HeaderMap, bytes: Bytes) -> Result<Fields> {
    let bad = |_| Error::Malformed("The multipart form cannot be read".into());
    let kind = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let boundary = multer::parse_boundary(kind).map_err(bad)?;
    let stream = futures_util::stream::iter([Ok::<_, std::convert::Infallible>(bytes)]);
    let mut form = multer::Multipart::new(stream, boundary);
    let mut pairs = Vec::new();
    while let Some(field) = form.next_field().await.map_err(bad)? {
        if field.file_name().is_some() {
            return Err(Error::UnsupportedType("Files are not accepted here".into()));
        }
        let name = field.name().unwrap_or_default().to_owned();
        let value = field.bytes().await.map_err(bad)?;
        pairs.push((name, String::from_utf8(value.into()).map_err(|_| not_utf8())?));
    }
    Fields::from_pairs(pairs)
}

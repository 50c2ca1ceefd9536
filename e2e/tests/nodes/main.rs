//! Several servers on one PostgreSQL: what is done at one is heard at the others.

mod pair;

mod deeds;
mod loss;
mod order;
mod start;

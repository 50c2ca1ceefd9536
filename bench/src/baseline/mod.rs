//! The same work with nothing around it: what the machine and the libraries can do at best. Each runs as a process of its
//! own, on the core that the server has.

pub(crate) mod relay;

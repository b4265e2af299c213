//! The tree a condition is parsed into: every operator decided, every operand prepared, nothing left to look up.

use serde_json::Value;

use super::pattern::Pattern;

/// A condition, or a part of one, over a whole document.
#[derive(Clone, Debug)]
pub(super) enum Node {
    /// Every part holds; the entries of an object, and `$and`.
    All(Vec<Node>),
    /// `$or`: some part holds, or there is no part.
    Any(Vec<Node>),
    /// `$nor`: the opposite of `$or`, so false without parts.
    None(Vec<Node>),
    /// `$not`.
    Not(Box<Node>),
    /// Tests of one attribute.
    Field(Field),
    /// What could not be understood.
    Never,
}

/// The tests of one attribute, all of which must hold.
#[derive(Clone, Debug)]
pub(super) struct Field {
    /// The dotted path as written.
    pub(super) name: Box<str>,
    /// The same path in its parts.
    pub(super) path: Box<[Box<str>]>,
    /// Where the document keeps the attribute as a number, once bound.
    pub(super) slot: Option<u16>,
    pub(super) clauses: Vec<Clause>,
}

/// One test of one value, with the operator and operand as written, for explanation.
#[derive(Clone, Debug)]
pub(super) struct Clause {
    /// The operator; a plain value (`{"plan": "gold"}`) is an `$eq`.
    pub(super) operator: Box<str>,
    pub(super) wanted: Value,
    pub(super) test: Test,
}

/// What is asked of a value. Variants that carry no operand read it from [`Clause::wanted`].
#[derive(Clone, Debug)]
pub(super) enum Test {
    /// A comparison with a number: the only kind the day-by-day walk needs, kept free of `Value`.
    Number(Comparison, f64),
    /// A plain value that is not a number, compared loosely as the reference does.
    Literal,
    /// A plain text inside `$alli`, already in lower case.
    FoldedText(Box<str>),
    /// `$eq` or `$ne` with anything but a number: same type, same value.
    Strict { negated: bool },
    /// `$lt`, `$lte`, `$gt`, `$gte` with anything but a number.
    Order(Comparison),
    /// `$exists`, with whether it should.
    Exists(bool),
    /// `$type`; none of the known names when the operand is not one of them.
    Type(Box<str>),
    /// `$in`, `$nin`, `$ini`, `$nini`; the choices are in lower case when `fold` is set.
    In { choices: Vec<Value>, fold: bool, negated: bool },
    /// `$inGroup`, `$notInGroup`.
    Group { name: Box<str>, negated: bool },
    /// `$not` of a value's tests.
    Not(Vec<Clause>),
    /// `$size`: tests of an array's length.
    Size(Vec<Clause>),
    /// `$elemMatch` with operators: tests of an element.
    SomeElement(Vec<Clause>),
    /// `$elemMatch` with fields: a condition over an element.
    SomeDocument(Node),
    /// `$all`, `$alli`: each of the tests is met by some element.
    Every(Vec<Vec<Clause>>),
    /// `$regex` and its three relatives.
    Match { pattern: Pattern, negated: bool },
    /// `$veq` and its relatives, with the version in its comparable form.
    Version(Comparison, Box<str>),
    /// What could not be understood.
    Never,
}

/// How two values are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Comparison {
    /// A plain value: equal after conversion to the wanted type.
    Like,
    Eq,
    Ne,
    Lt,
    Lte,
    Gt,
    Gte,
}

impl Comparison {
    /// Whether a number that compares so with `own` compares as `other` does with `asked`, whatever it is.
    fn implies(self, own: f64, other: Comparison, asked: f64) -> bool {
        use Comparison::{Gt, Gte, Lt, Lte};
        match (self, other) {
            (Gte, Gt) => own > asked,
            (Gt | Gte, Gt | Gte) => own >= asked,
            (Lte, Lt) => own < asked,
            (Lt | Lte, Lt | Lte) => own <= asked,
            _ => false,
        }
    }

    /// Whether the comparison holds between two numbers.
    pub(super) fn numbers(self, actual: f64, wanted: f64) -> bool {
        match self {
            Comparison::Like | Comparison::Eq => actual == wanted,
            Comparison::Ne => actual != wanted,
            Comparison::Lt => actual < wanted,
            Comparison::Lte => actual <= wanted,
            Comparison::Gt => actual > wanted,
            Comparison::Gte => actual >= wanted,
        }
    }

    /// Whether the comparison holds between two values in this order.
    pub(super) fn ordered(self, order: std::cmp::Ordering) -> bool {
        match self {
            Comparison::Like | Comparison::Eq => order.is_eq(),
            Comparison::Ne => order.is_ne(),
            Comparison::Lt => order.is_lt(),
            Comparison::Lte => order.is_le(),
            Comparison::Gt => order.is_gt(),
            Comparison::Gte => order.is_ge(),
        }
    }

    /// The comparison that holds between two numbers exactly when this one does not.
    pub(super) fn opposite(self) -> Comparison {
        match self {
            Comparison::Like | Comparison::Eq => Comparison::Ne,
            Comparison::Ne => Comparison::Eq,
            Comparison::Lt => Comparison::Gte,
            Comparison::Lte => Comparison::Gt,
            Comparison::Gt => Comparison::Lte,
            Comparison::Gte => Comparison::Lt,
        }
    }
}

impl Node {
    /// Whether this asks at least as much of a number as another part does.
    pub(super) fn implies(&self, other: &Node) -> bool {
        let (Node::Field(own), Node::Field(other)) = (self, other) else { return false };
        let is_asked = |asked: &Clause| {
            own.clauses.iter().any(|clause| match (&clause.test, &asked.test) {
                (Test::Number(mine, own), Test::Number(theirs, asked)) => mine.implies(*own, *theirs, *asked),
                _ => false,
            })
        };
        own.name == other.name && other.clauses.iter().all(is_asked)
    }

    /// Whether nothing is asked.
    pub(super) fn is_always(&self) -> bool {
        matches!(self, Node::All(parts) if parts.iter().all(Node::is_always))
    }

    /// Visits every field of the document itself, not those of its arrays' elements.
    pub(super) fn for_each_field<'a>(&'a self, visit: &mut dyn FnMut(&'a Field)) {
        match self {
            Node::All(parts) | Node::Any(parts) | Node::None(parts) => {
                parts.iter().for_each(|part| part.for_each_field(visit));
            }
            Node::Not(part) => part.for_each_field(visit),
            Node::Field(field) => visit(field),
            Node::Never => {}
        }
    }

    /// As [`Node::for_each_field`], to change them.
    pub(super) fn for_each_field_mut(&mut self, visit: &mut dyn FnMut(&mut Field)) {
        match self {
            Node::All(parts) | Node::Any(parts) | Node::None(parts) => {
                parts.iter_mut().for_each(|part| part.for_each_field_mut(visit));
            }
            Node::Not(part) => part.for_each_field_mut(visit),
            Node::Field(field) => visit(field),
            Node::Never => {}
        }
    }
}

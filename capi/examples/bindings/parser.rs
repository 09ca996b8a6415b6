//! Reads the headers. They are generated, so their form is known: what has another one is an error,
//! never skipped.

use std::path::Path;
use std::{fs, io};

use crate::model::{
    Alias, Comment, Constant, Field, Function, Interface, Parameter, Signature, Structure, Type,
};
use crate::tokens::{Token, tokens};

type Read<T> = Result<T, String>;

/// The headers that `jpkicard.h` includes, in its order, as one interface.
pub(crate) fn read(include: &Path) -> io::Result<Interface> {
    let mut interface = Interface::default();
    let umbrella = fs::read_to_string(include.join("jpkicard.h"))?;
    for line in umbrella.lines() {
        let Some(name) = line.strip_prefix("#include <").and_then(|rest| rest.strip_suffix('>'))
        else {
            continue;
        };
        let text = fs::read_to_string(include.join(name))?;
        add(&mut interface, &text)
            .map_err(|problem| io::Error::other(format!("{name}: {problem}")))?;
    }
    Ok(interface)
}

/// Adds what one header declares.
pub(crate) fn add(interface: &mut Interface, header: &str) -> Read<()> {
    let mut comment = Comment::new();
    let mut statement = Vec::new();
    let mut depth = 0_i32;
    let mut conditions: Vec<String> = Vec::new();
    for token in tokens(header) {
        match token {
            Token::Directive(line) => {
                let about = std::mem::take(&mut comment);
                if let Some(condition) = line.strip_prefix("#if") {
                    conditions.push(condition.to_owned());
                } else if line.starts_with("#endif") {
                    conditions.pop();
                } else if let Some(definition) = line.strip_prefix("#define ") {
                    define(interface, definition, about, is_on_request(&conditions));
                }
            }
            // The brackets of `extern "C"`.
            _ if conditions.last().is_some_and(|condition| condition.contains("__cplusplus")) => {}
            Token::Comment(lines) if statement.is_empty() => comment = lines,
            token => {
                match token {
                    Token::Mark('{' | '(') => depth = depth.saturating_add(1),
                    Token::Mark('}' | ')') => depth = depth.saturating_sub(1),
                    _ => {}
                }
                if token == Token::Mark(';') && depth == 0 {
                    let about = std::mem::take(&mut comment);
                    let tokens = std::mem::take(&mut statement);
                    declare(interface, tokens, about, is_on_request(&conditions))?;
                } else {
                    statement.push(token);
                }
            }
        }
    }
    if statement.is_empty() { Ok(()) } else { Err(format!("no end: {statement:?}")) }
}

fn is_on_request(conditions: &[String]) -> bool {
    conditions.iter().any(|condition| condition.contains("defined(JPKI_INDIVIDUAL_NUMBER)"))
}

/// A constant; macros without a number are not part of the interface.
fn define(interface: &mut Interface, definition: &str, comment: Comment, on_request: bool) {
    let Some((name, value)) = definition.split_once(' ') else { return };
    let value = value.trim_matches(['(', ')']);
    let number = match value.strip_prefix("0x") {
        Some(digits) => i64::from_str_radix(digits, 16),
        None => value.parse(),
    };
    if let (Ok(value), false) = (number, name.starts_with("JPKI_VERSION_")) {
        interface.constants.push(Constant { name: name.to_owned(), comment, value, on_request });
    }
}

fn declare(
    interface: &mut Interface,
    tokens: Vec<Token>,
    comment: Comment,
    on_request: bool,
) -> Read<()> {
    let what = format!("{tokens:?}");
    let mut cursor =
        Cursor { tokens: tokens.into_iter().peekable(), constants: &interface.constants };
    let declared =
        cursor.statement(comment, on_request).map_err(|problem| format!("{problem}: {what}"))?;
    match declared {
        Declared::Function(function) => interface.functions.push(function),
        Declared::Structure(structure) => {
            interface.opaque.retain(|name| *name != structure.name);
            interface.structures.push(structure);
        }
        Declared::Opaque(name) => {
            if !interface.opaque.contains(&name) && interface.structure(&name).is_none() {
                interface.opaque.push(name);
            }
        }
        Declared::Alias(alias) => interface.aliases.push(alias),
    }
    Ok(())
}

enum Declared {
    Function(Function),
    Structure(Structure),
    Opaque(String),
    Alias(Alias),
}

struct Cursor<'a, I: Iterator<Item = Token>> {
    tokens: std::iter::Peekable<I>,
    constants: &'a [Constant],
}

impl<I: Iterator<Item = Token>> Cursor<'_, I> {
    fn statement(&mut self, comment: Comment, on_request: bool) -> Read<Declared> {
        if !self.takes("typedef") {
            let (name, kind) = self.named()?;
            let signature = match kind {
                Type::Callback(signature) => signature,
                _ => return Err("neither a typedef nor a function".to_owned()),
            };
            self.end()?;
            return Ok(Declared::Function(Function { name, comment, signature, on_request }));
        }
        if self.takes("struct") {
            let tag = self.word()?;
            let mut fields = Vec::new();
            let has_fields = self.takes_mark('{');
            while has_fields && !self.takes_mark('}') {
                fields.push(self.field()?);
            }
            if self.word()? != tag {
                return Err("a structure whose typedef has another name".to_owned());
            }
            self.end()?;
            return Ok(if has_fields {
                Declared::Structure(Structure { name: tag, comment, fields })
            } else {
                Declared::Opaque(tag)
            });
        }
        let (name, of) = self.named()?;
        self.end()?;
        Ok(Declared::Alias(Alias { name, comment, of }))
    }

    fn field(&mut self) -> Read<Field> {
        let comment = match self.tokens.next_if(|token| matches!(token, Token::Comment(_))) {
            Some(Token::Comment(lines)) => lines,
            _ => Comment::new(),
        };
        let (name, kind) = self.named()?;
        let mut count = None;
        if self.takes_mark('[') {
            let length = self.word()?;
            let known = self.constants.iter().find(|constant| constant.name == length);
            let number = match known {
                Some(constant) => u64::try_from(constant.value).ok(),
                None => length.parse().ok(),
            };
            count = Some(number.ok_or_else(|| format!("{length} elements"))?);
            self.mark(']')?;
        }
        self.mark(';')?;
        Ok(Field { name, comment, kind, count })
    }

    /// A type and a name: of a function, a parameter or a field.
    fn named(&mut self) -> Read<(String, Type)> {
        let kind = self.kind()?;
        if self.takes_mark('(') {
            self.mark('*')?;
            let name = self.word()?;
            self.mark(')')?;
            self.mark('(')?;
            return Ok((name, self.signature(kind)?));
        }
        let name = self.word()?;
        if self.takes_mark('(') {
            return Ok((name, self.signature(kind)?));
        }
        Ok((name, kind))
    }

    /// The parameters, after their bracket.
    fn signature(&mut self, result: Type) -> Read<Type> {
        let mut parameters = Vec::new();
        if self.takes("void") {
            if self.takes_mark(')') {
                return Ok(Type::Callback(Signature { result: Box::new(result), parameters }));
            }
            parameters.push(self.parameter(Type::Void, false)?);
        } else {
            let (name, kind) = self.named()?;
            parameters.push(Parameter { name, kind });
        }
        while self.takes_mark(',') {
            let (name, kind) = self.named()?;
            parameters.push(Parameter { name, kind });
        }
        self.mark(')')?;
        Ok(Type::Callback(Signature { result: Box::new(result), parameters }))
    }

    fn parameter(&mut self, base: Type, constant: bool) -> Read<Parameter> {
        let kind = self.pointers(base, constant);
        Ok(Parameter { name: self.word()?, kind })
    }

    fn kind(&mut self) -> Read<Type> {
        let constant = self.takes("const");
        self.takes("struct");
        let base = match self.word()?.as_str() {
            "void" => Type::Void,
            "char" => Type::Char,
            "size_t" => Type::Size,
            "uint8_t" => Type::Integer { bits: 8, signed: false },
            "int32_t" => Type::Integer { bits: 32, signed: true },
            "uint32_t" => Type::Integer { bits: 32, signed: false },
            "int64_t" => Type::Integer { bits: 64, signed: true },
            name if name.starts_with("jpki_") => Type::Named(name.to_owned()),
            name => return Err(format!("{name} is no known type")),
        };
        Ok(self.pointers(base, constant))
    }

    fn pointers(&mut self, base: Type, is_constant: bool) -> Type {
        let (mut kind, mut constant) = (base, is_constant);
        while self.takes_mark('*') {
            kind = Type::Pointer { to: Box::new(kind), constant };
            constant = self.takes("const");
        }
        kind
    }

    /// The next token that means something: not one of the macros of a declaration.
    fn skip_macros(&mut self) {
        let is_macro = |token: &Token| match token {
            Token::Word(word) => {
                matches!(word.as_str(), "JPKI_API" | "JPKI_MUST_USE" | "JPKI_CALL")
            }
            _ => false,
        };
        while self.tokens.next_if(is_macro).is_some() {}
    }

    fn takes(&mut self, word: &str) -> bool {
        self.skip_macros();
        self.tokens.next_if(|token| matches!(token, Token::Word(found) if found == word)).is_some()
    }

    fn takes_mark(&mut self, mark: char) -> bool {
        self.skip_macros();
        self.tokens.next_if(|token| *token == Token::Mark(mark)).is_some()
    }

    fn word(&mut self) -> Read<String> {
        self.skip_macros();
        match self.tokens.next() {
            Some(Token::Word(word)) => Ok(word),
            other => Err(format!("a word, not {other:?}")),
        }
    }

    fn mark(&mut self, mark: char) -> Read<()> {
        if self.takes_mark(mark) { Ok(()) } else { Err(format!("{mark:?} is missing")) }
    }

    fn end(&mut self) -> Read<()> {
        match self.tokens.next() {
            None => Ok(()),
            Some(token) => Err(format!("{token:?} is too much")),
        }
    }
}

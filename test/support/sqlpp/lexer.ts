import { syntaxError } from './errors.ts';

export interface Token {
  readonly kind: 'reserved' | 'name' | 'string' | 'number' | 'parameter' | 'sign' | 'end';
  /** Reserved words are in capitals; names, strings and parameters are what they mean. */
  readonly text: string;
  readonly at: number;
  readonly end: number;
}

// From the lexer of the query service; whatever is here needs backticks as a name, after a dot too.
const reserved = new Set(
  `_INDEX_CONDITION _INDEX_KEY ADVISE ALL ALTER ANALYZE AND ANY ARRAY AS ASC AT BEGIN BETWEEN BINARY BOOLEAN BREAK
  BUCKET BUILD BY CALL CASE CAST CLUSTER COLLATE COLLECTION COMMIT COMMITTED CONNECT CONTINUE CORRELATED COVER CREATE
  CURRENT CYCLE DATABASE DATASET DATASTORE DECLARE DECREMENT DELETE DERIVED DESC DESCRIBE DISTINCT DO DROP EACH ELEMENT
  ELSE END ESCAPE EVERY EXCEPT EXCLUDE EXECUTE EXISTS EXPLAIN FALSE FETCH FILTER FIRST FLATTEN FLATTEN_KEYS FLUSH
  FOLLOWING FOR FORCE FROM FTS FUNCTION GOLANG GRANT GROUP GROUPS GSI HASH HAVING IF IGNORE ILIKE IN INCLUDE INCREMENT
  INDEX INFER INLINE INNER INSERT INTERSECT INTO IS ISOLATION JAVASCRIPT JOIN KEY KEYS KEYSPACE KNOWN LANGUAGE LAST
  LATERAL LEFT LET LETTING LEVEL LIKE LIMIT LSM MAP MAPPING MATCHED MATERIALIZED MERGE MINUS MISSING NAMESPACE NEST NL
  NO NOT NTH_VALUE NULL NULLS NUMBER OBJECT OFFSET ON OPTION OPTIONS OR ORDER OTHERS OUTER OVER PARSE PARTITION
  PASSWORD PATH POOL PRECEDING PREPARE PRIMARY PRIVATE PRIVILEGE PROBE PROCEDURE PUBLIC RANGE RAW READ REALM RECURSIVE
  REDUCE RENAME REPLACE RESPECT RESTRICT RETURN RETURNING REVOKE RIGHT ROLE ROLLBACK ROW ROWS SATISFIES SAVEPOINT
  SCHEMA SCOPE SELECT SELF SET SHOW SOME START STATISTICS STRING SYSTEM THEN TIES TO TRAN TRANSACTION TRIGGER TRUE
  TRUNCATE UNBOUNDED UNDER UNION UNIQUE UNKNOWN UNNEST UNSET UPDATE UPSERT USE USER USING VALIDATE VALUE VALUED VALUES
  VIA VIEW WHEN WHERE WHILE WINDOW WITH WITHIN WORK XOR`.split(/\s+/),
);

const space = /(?:[ \t\n\r\f]+|--(?!\+)[^\n\r]*|\/\*(?!\+)[\s\S]*?\*\/)+/y;
const pattern =
  /(?<number>(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?(?![0-9a-zA-Z_]))|(?<string>"(?:\\[\s\S]|""|[^"\\])*"|'(?:\\[\s\S]|''|[^'\\])*')|(?<quoted>`(?:\\[\s\S]|``|[^`\\])*`)(?!i)|(?<word>[a-zA-Z_][a-zA-Z0-9_]*)|(?<parameter>\$[a-zA-Z_][a-zA-Z0-9_]*)|(?<sign>==|!=|<>|<=|>=|\|\||[-.+*/%=<>(){},:[\];])/y;

/** The tokens of a statement. Error 3000 for what is none, hints in comments among them. */
export function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  for (;;) {
    space.lastIndex = at;
    if (space.test(text)) at = space.lastIndex;
    if (at >= text.length) break;
    pattern.lastIndex = at;
    const groups = pattern.exec(text)?.groups;
    if (groups === undefined) throw syntaxError(`syntax error - at: ${text.slice(at, at + 20)}`);
    const end = pattern.lastIndex;
    tokens.push({ ...classify(groups), at, end });
    at = end;
  }
  tokens.push({ kind: 'end', text: 'end of input', at, end: at });
  return tokens;
}

function classify(groups: { [name: string]: string | undefined }): Pick<Token, 'kind' | 'text'> {
  if (groups.number !== undefined) return { kind: 'number', text: groups.number };
  if (groups.string !== undefined) return { kind: 'string', text: unescaped(groups.string) };
  if (groups.quoted !== undefined) return { kind: 'name', text: unescaped(groups.quoted) };
  if (groups.parameter !== undefined) return { kind: 'parameter', text: groups.parameter.slice(1) };
  if (groups.sign !== undefined) return { kind: 'sign', text: groups.sign };
  const word = groups.word!;
  const upper = word.toUpperCase();
  return reserved.has(upper) ? { kind: 'reserved', text: upper } : { kind: 'name', text: word };
}

const escapes: { readonly [letter: string]: string } = {
  '\\': '\\',
  '/': '/',
  '"': '"',
  "'": "'",
  '`': '`',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
};

function unescaped(literal: string): string {
  const quote = literal[0]!;
  return literal
    .slice(1, -1)
    .replace(/\\u([0-9a-fA-F]{4})|\\([\s\S])|""|''|``/g, (whole, hex?: string, letter?: string) => {
      if (hex !== undefined) return String.fromCharCode(Number.parseInt(hex, 16));
      if (letter === undefined) return whole === quote + quote ? quote : whole;
      const meant = escapes[letter];
      if (meant === undefined) throw syntaxError('invalid quoted string - invalid escape sequence');
      return meant;
    });
}

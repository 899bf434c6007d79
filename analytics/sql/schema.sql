-- The store: an artefact of the register, written whole by `build`, never edited.
create table meta (key varchar primary key, value varchar not null);
create table offices (
    office_id varchar primary key, name_en varchar, name_zh varchar, short_en varchar,
    short_zh varchar, level varchar, parent_id varchar, draft boolean, ordinal integer
);
create table sources (
    source_id varchar primary key, office_id varchar, title_en varchar, title_zh varchar, short_en varchar,
    short_zh varchar, language varchar, script varchar, valid_from varchar, valid_to varchar, dating varchar,
    dating_zh varchar, sha256 varchar, completeness varchar, completeness_zh varchar, draft boolean, ordinal integer
);
create table departments (
    department_id varchar primary key, source_id varchar, ordinal integer, name_en varchar, name_zh varchar,
    name_status varchar, kind varchar, rank_en varchar, rank_zh varchar, role_en varchar, role_zh varchar,
    text_status varchar, would_hold varchar
);
create table sections (
    section_id varchar primary key, department_id varchar, ordinal integer, name_en varchar, name_zh varchar,
    functions varchar
);
create table areas (
    area varchar primary key, name_en varchar, name_zh varchar, group_name varchar, comparable boolean, ordinal integer
);
create table functions (
    function varchar primary key, area varchar, name_en varchar, name_zh varchar, note varchar, level varchar,
    level_reason varchar, level_reason_zh varchar, ordinal integer
);
create table actions (action varchar primary key, name_en varchar, name_zh varchar, note varchar, ordinal integer);
-- `coding` says whose codes they are: people's, the machine's, or none where it abstained and nobody has coded.
create table duties (
    duty_id varchar primary key, source_id varchar, department_id varchar, gist_en varchar, gist_zh varchar,
    functions varchar, areas varchar, action varchar, coding varchar, note varchar, comparable boolean, search_text varchar,
    "start" integer, "end" integer, line integer, ordinal integer
);
-- One row a function that a duty names, the main one at position 1.
create table duty_functions (duty_id varchar, function varchar, position integer, primary key (duty_id, function));
-- What the machine suggests for the duties of drafts and accepted offices, whatever people decided since.
create table suggestions (
    duty_id varchar primary key, functions varchar, probabilities varchar, probability double, action varchar,
    action_probability double, abstained boolean, terms varchar, neighbours varchar
);
-- The other coder's codes of the duties that two coded independently, where they differ from the register's.
create table second_codings (duty_id varchar primary key, functions varchar, action varchar);
-- Functions that a section's name shows, and those that the unreadable part of a unit would hold.
create table section_functions (section_id varchar, function varchar, primary key (section_id, function));
create table unreadable_functions (department_id varchar, function varchar, primary key (department_id, function));
-- For each holder and code, the duty that comes nearest; score 0 to 1, 1 where the duty carries the code.
create table nearest (
    scope varchar, holder_id varchar, code varchar, duty_id varchar, score double,
    primary key (scope, holder_id, code)
);
-- Counterparts of each duty in every other source, the ten best; `score` is the machine's probability,
-- `probability` takes readings into account.
create table alignment (
    subject_id varchar, object_id varchar, object_source varchar, rank integer, score double, probability double,
    accepted boolean, relation varchar, n_yes integer, n_no integer, functions varchar, terms_en varchar,
    terms_zh varchar, evidence varchar, primary key (subject_id, object_id)
);
-- What accepting from a probability costs, on the labels that were kept for testing.
create table thresholds (threshold double primary key, n_accepted integer, precision double, recall double);
create table clusters (cluster_id varchar, duty_id varchar primary key);
-- Pairs of duties of one document, of different departments, with one main function and action, that may say the
-- same; `same` is a reader's verdict, or the machine's where nobody has read the pair.
create table duplicates (
    duty_a varchar, duty_b varchar, probability double, functions varchar, terms_en varchar, terms_zh varchar,
    verdict varchar, same boolean, primary key (duty_a, duty_b)
);
-- Sentence vectors by text and encoder, kept so that a rebuild encodes only what is new.
create table vectors (fingerprint varchar, text_hash varchar, vector float[], primary key (fingerprint, text_hash));
-- The original wording, where the documents were at hand when the store was built.
create table wordings (duty_id varchar primary key, wording varchar);

-- Who is compared: an office (all its documents together), or one document. A draft's name says that it is one.
create view holders as
with offices_held as (
    select
        o.office_id, o.name_en, o.name_zh, o.short_en, o.short_zh, o.level, o.ordinal,
        string_agg(s.source_id, ';' order by s.ordinal) as source_id,
        min(nullif(s.valid_from, '')) as valid_from,
        case when bool_or(s.valid_to = '') then '' else max(s.valid_to) end as valid_to,
        bool_and(s.draft) as draft, bool_or(s.draft) and not bool_and(s.draft) as mixed
    from offices o join sources s using (office_id)
    group by all
), held as (
    select 'office' as scope, office_id as holder_id, * from offices_held
    union all by name
    select
        'source' as scope, s.source_id as holder_id, s.office_id, s.source_id, s.title_en as name_en,
        s.title_zh as name_zh, s.short_en, s.short_zh, o.level, nullif(s.valid_from, '') as valid_from, s.valid_to,
        s.draft, false as mixed, s.ordinal
    from sources s join offices o using (office_id)
), marks as (
    select
        scope, holder_id, case when draft then ' (draft)' when mixed then ' (with a draft)' else '' end as mark_en,
        case when draft then '（草稿）' when mixed then '（含草稿）' else '' end as mark_zh
    from held
)
select
    scope, holder_id, office_id, source_id, name_en || mark_en as name_en, name_zh || mark_zh as name_zh,
    short_en || mark_en as short_en, short_zh || mark_zh as short_zh, level, valid_from, valid_to, draft, ordinal
from held join marks using (scope, holder_id);

-- One row a duty and holder: each duty counts for its office and for its document.
create view held_duties as
select 'office' as scope, s.office_id as holder_id, d.* from duties d join sources s using (source_id)
union all
select 'source', d.source_id, d.* from duties d;

-- Codes at both levels: an area holds its functions, a function holds itself. GEN is left out.
create view codes as
select 'area' as level, a.area as code, a.area, f.function, a.name_en, a.name_zh, a.group_name, a.ordinal
from areas a join functions f using (area) where a.comparable
union all
select 'function', f.function, f.area, f.function, f.name_en, f.name_zh, a.group_name, f.ordinal
from functions f join areas a using (area) where a.comparable;

-- reverse look-up (planned with its values)
SELECT META(d).id AS id, ARRAY t FOR t IN d.`_search`.`terms` WHEN t IN $p1 END AS terms
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE (ANY t IN d.`_search`.`terms` SATISFIES t IN $p2 END)
    AND (d.`reviewed` = $p3)
  ORDER BY d.`_search`.`keys`.`date` DESC
  LIMIT $p4;
--   $p1 = ["Encounter.patient>Patient/1","Encounter.patient>Patient/2"]
--   $p2 = ["Encounter.patient>Patient/1","Encounter.patient>Patient/2"]
--   $p3 = true
--   $p4 = 5001

-- counts of a reverse look-up (planned with its values)
SELECT target AS term, COUNT(1) AS n
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  UNNEST (ARRAY t FOR t IN d.`_search`.`terms` WHEN t IN $p1 END) AS target
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t IN $p2 END
  GROUP BY target;
--   $p1 = ["Encounter.patient>Patient/1","Encounter.patient>Patient/2"]
--   $p2 = ["Encounter.patient>Patient/1","Encounter.patient>Patient/2"]

-- how many are reviewed
SELECT RAW COUNT(1)
  FROM `tenant_demo` AS d USE INDEX (`by_review` USING GSI)
  WHERE d.`_search`.`keys`.`reviewTime` >= $p1
    AND d.`_search`.`keys`.`reviewTime` < $p2;
--   $p1 = "Encounter/1"
--   $p2 = "Encounter/2"

-- how many a condition finds
SELECT RAW COUNT(1)
  FROM (SELECT RAW 1
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t = $p1 END
  LIMIT $p2) AS found;
--   $p1 = "Encounter.status.finished"
--   $p2 = 10000

-- keys behind a key
SELECT RAW META(d).id
  FROM `_default` AS d USE INDEX (`by_id` USING GSI)
  WHERE META(d).id > $p1
    AND META(d).id < $p2
  ORDER BY META(d).id
  LIMIT $p3;
--   $p1 = "Encounter/1"
--   $p2 = "["
--   $p3 = 500

-- copy
MERGE INTO `tenant_demo` AS t
  USING (SELECT META(m).id AS `id`, m AS `content`
  FROM `_default` AS m USE KEYS $p1) AS s ON KEY s.`id`
  WHEN NOT MATCHED THEN INSERT s.`content`;
--   $p1 = ["Encounter/1","Patient/2"]

-- what a tenant has not, or otherwise
SELECT META(m).id AS `id`, t IS MISSING AS `isNew`
  FROM `_default` AS m USE KEYS $p1
  LEFT JOIN `tenant_demo` AS t ON KEYS META(m).id
  WHERE t IS MISSING OR t.`_search`.`hash` != m.`_search`.`hash`;
--   $p1 = ["Encounter/1","Patient/2"]

-- which are there
SELECT RAW META(d).id
  FROM `_default` AS d USE KEYS $p1;
--   $p1 = ["Encounter/1","Patient/2"]

-- replace
UPSERT INTO `tenant_demo` (KEY `k`, VALUE `v`) SELECT META(m).id AS `k`, m AS `v`
  FROM `_default` AS m USE KEYS $p1
  LEFT JOIN `tenant_demo` AS t ON KEYS META(m).id
  WHERE t IS MISSING OR t.`_search`.`hash` != m.`_search`.`hash`;
--   $p1 = ["Encounter/1","Patient/2"]

-- delete
DELETE
  FROM `tenant_demo` AS d USE KEYS $p1;
--   $p1 = ["Encounter/1","Patient/2"]

-- members of a compartment (planned with its values)
SELECT RAW META(d).id
  FROM `_default` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t IN $p1 END;
--   $p1 = ["Encounter.patient>Patient/1","Encounter.patient>Patient/2"]

-- how many of a type
SELECT RAW COUNT(1)
  FROM `tenant_demo` AS d USE INDEX (`by_id` USING GSI)
  WHERE META(d).id > $p1
    AND META(d).id < $p2;
--   $p1 = "Encounter/"
--   $p2 = "Encounter0"

-- how many an index has, 1
SELECT RAW COUNT(1)
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t = $p1 END;
--   $p1 = "*"

-- how many an index has, 2
SELECT RAW COUNT(1)
  FROM `tenant_demo` AS d USE INDEX (`by_range` USING GSI)
  WHERE ANY r IN d.`_search`.`ranges` SATISFIES r.`p` = $p1 END;
--   $p1 = "*"

-- how many an index has, 3
SELECT RAW COUNT(1)
  FROM `tenant_demo` AS d USE INDEX (`by_date` USING GSI)
  WHERE d.`_search`.`keys`.`date` > $p1
    AND d.`_search`.`keys`.`date` < $p2;
--   $p1 = "A"
--   $p2 = "["

-- how many an index has, 4
SELECT RAW COUNT(1)
  FROM `tenant_demo` AS d USE INDEX (`by_date_desc` USING GSI)
  WHERE d.`_search`.`keys`.`date` > $p1
    AND d.`_search`.`keys`.`date` < $p2;
--   $p1 = "A"
--   $p2 = "["

-- how many an index has, 5
SELECT RAW COUNT(1)
  FROM `tenant_demo` AS d USE INDEX (`by_name` USING GSI)
  WHERE d.`_search`.`keys`.`name` > $p1
    AND d.`_search`.`keys`.`name` < $p2;
--   $p1 = "A"
--   $p2 = "["

-- how many an index has, 6
SELECT RAW COUNT(1)
  FROM `tenant_demo` AS d USE INDEX (`by_updated` USING GSI)
  WHERE d.`_search`.`keys`.`updated` > $p1
    AND d.`_search`.`keys`.`updated` < $p2;
--   $p1 = "A"
--   $p2 = "["

-- how many an index has, 7
SELECT RAW COUNT(1)
  FROM `tenant_demo` AS d USE INDEX (`by_updated_desc` USING GSI)
  WHERE d.`_search`.`keys`.`updated` > $p1
    AND d.`_search`.`keys`.`updated` < $p2;
--   $p1 = "A"
--   $p2 = "["

-- ranges of keys (copies, refreshes, system documents), the order by id
CREATE INDEX `by_id` IF NOT EXISTS ON `tenant_demo`(META().id) USING GSI WITH {"defer_build": true};

-- codes, references, URIs and texts of every parameter of every type
CREATE INDEX `by_term` IF NOT EXISTS ON `tenant_demo`(DISTINCT ARRAY t FOR t IN `_search`.`terms` END) USING GSI WITH {"defer_build": true};

-- dates and quantities of every parameter of every type
CREATE INDEX `by_range` IF NOT EXISTS ON `tenant_demo`(DISTINCT ARRAY FLATTEN_KEYS(r.`p`, r.`low`, r.`high`) FOR r IN `_search`.`ranges` END) USING GSI WITH {"defer_build": true};

-- the order by date
CREATE INDEX `by_date` IF NOT EXISTS ON `tenant_demo`(`_search`.`keys`.`date`, `reviewed`) USING GSI WITH {"defer_build": true};

-- the same, latest first
CREATE INDEX `by_date_desc` IF NOT EXISTS ON `tenant_demo`(`_search`.`keys`.`date` DESC, `reviewed`) USING GSI WITH {"defer_build": true};

-- the order by name
CREATE INDEX `by_name` IF NOT EXISTS ON `tenant_demo`(`_search`.`keys`.`name`, `reviewed`) USING GSI WITH {"defer_build": true};

-- the order by the last change
CREATE INDEX `by_updated` IF NOT EXISTS ON `tenant_demo`(`_search`.`keys`.`updated`, `reviewed`) USING GSI WITH {"defer_build": true};

-- the same, latest first
CREATE INDEX `by_updated_desc` IF NOT EXISTS ON `tenant_demo`(`_search`.`keys`.`updated` DESC, `reviewed`) USING GSI WITH {"defer_build": true};

-- what is reviewed and what is not, and the order by review time, latest first
CREATE INDEX `by_review` IF NOT EXISTS ON `tenant_demo`(`_search`.`keys`.`reviewTime` DESC, `reviewed`) USING GSI WITH {"defer_build": true};

-- build them
BUILD INDEX ON `tenant_demo`(`by_id`, `by_term`, `by_range`, `by_date`, `by_date_desc`, `by_name`, `by_updated`, `by_updated_desc`, `by_review`) USING GSI;

-- their states
SELECT i.`name`, i.`state`
  FROM system:indexes AS i
  WHERE i.`bucket_id` = $p1 AND i.`scope_id` = $p2 AND i.`keyspace_id` = $p3;
--   $p1 = "fhir"
--   $p2 = "_default"
--   $p3 = "tenant_demo"

-- those of the default collection
SELECT i.`name`, i.`state`
  FROM system:indexes AS i
  WHERE (i.`bucket_id` = $p1 AND i.`scope_id` = $p2 AND i.`keyspace_id` = $p3) OR (i.`bucket_id` IS MISSING AND i.`keyspace_id` = $p4);
--   $p1 = "fhir"
--   $p2 = "_default"
--   $p3 = "_default"
--   $p4 = "fhir"

-- account
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t = $p1 END
  ORDER BY d.`_search`.`keys`.`date` DESC
  LIMIT $p2;
--   $p1 = "Encounter.account>Patient/1"
--   $p2 = 21

-- account, several (planned with its values)
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t IN $p1 END
  ORDER BY d.`_search`.`keys`.`date` DESC
  LIMIT $p2;
--   $p1 = ["Encounter.account>Patient/1","Encounter.account>Patient/2"]
--   $p2 = 21

-- account:identifier
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t = $p1 END
  ORDER BY d.`_search`.`keys`.`date` DESC
  LIMIT $p2;
--   $p1 = "Encounter.account:identifier=s|c"
--   $p2 = 21

-- account:Patient.gender
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_date_desc` USING GSI)
  WHERE (d.`_search`.`keys`.`date` > $p1
    AND d.`_search`.`keys`.`date` < $p2)
    AND (EXISTS (SELECT RAW 1
  FROM `tenant_demo` AS c USE KEYS (ARRAY SUBSTR(t, $p3) FOR t IN d.`_search`.`terms` WHEN t >= $p4 AND t < $p5 END)
  WHERE (FIRST t FOR t IN c.`_search`.`terms` WHEN t = $p6 END) IS VALUED))
  ORDER BY d.`_search`.`keys`.`date` DESC
  LIMIT $p7;
--   $p1 = "Encounter/"
--   $p2 = "Encounter0"
--   $p3 = 18
--   $p4 = "Encounter.account>Patient/"
--   $p5 = "Encounter.account>Patient0"
--   $p6 = "Patient.gender.female"
--   $p7 = 21

-- account:missing
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_date_desc` USING GSI)
  WHERE (d.`_search`.`keys`.`date` > $p1
    AND d.`_search`.`keys`.`date` < $p2)
    AND (NOT ($p3 IN d.`_search`.`present`))
  ORDER BY d.`_search`.`keys`.`date` DESC
  LIMIT $p4;
--   $p1 = "Encounter/"
--   $p2 = "Encounter0"
--   $p3 = "account"
--   $p4 = 21

-- appointment
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t = $p1 END
  ORDER BY d.`_search`.`keys`.`date` DESC
  LIMIT $p2;
--   $p1 = "Encounter.appointment>Patient/1"
--   $p2 = 21

-- appointment, several (planned with its values)
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t IN $p1 END
  ORDER BY d.`_search`.`keys`.`date` DESC
  LIMIT $p2;
--   $p1 = ["Encounter.appointment>Patient/1","Encounter.appointment>Patient/2"]
--   $p2 = 21

-- appointment:identifier
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t = $p1 END
  ORDER BY d.`_search`.`keys`.`date` DESC
  LIMIT $p2;
--   $p1 = "Encounter.appointment:identifier=s|c"
--   $p2 = 21

-- appointment:Patient.gender
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_date_desc` USING GSI)
  WHERE (d.`_search`.`keys`.`date` > $p1
    AND d.`_search`.`keys`.`date` < $p2)
    AND (EXISTS (SELECT RAW 1
  FROM `tenant_demo` AS c USE KEYS (ARRAY SUBSTR(t, $p3) FOR t IN d.`_search`.`terms` WHEN t >= $p4 AND t < $p5 END)
  WHERE (FIRST t FOR t IN c.`_search`.`terms` WHEN t = $p6 END) IS VALUED))
  ORDER BY d.`_search`.`keys`.`date` DESC
  LIMIT $p7;
--   $p1 = "Encounter/"
--   $p2 = "Encounter0"
--   $p3 = 22
--   $p4 = "Encounter.appointment>Patient/"
--   $p5 = "Encounter.appointment>Patient0"
--   $p6 = "Patient.gender.female"
--   $p7 = 21

-- appointment:missing
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_date_desc` USING GSI)
  WHERE (d.`_search`.`keys`.`date` > $p1
    AND d.`_search`.`keys`.`date` < $p2)
    AND (NOT ($p3 IN d.`_search`.`present`))
  ORDER BY d.`_search`.`keys`.`date` DESC
  LIMIT $p4;
--   $p1 = "Encounter/"
--   $p2 = "Encounter0"
--   $p3 = "appointment"
--   $p4 = 21

-- based-on
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t = $p1 END
  ORDER BY d.`_search`.`keys`.`date` DESC
  LIMIT $p2;
--   $p1 = "Encounter.based-on>Patient/1"
--   $p2 = 21

-- based-on, several (planned with its values)
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t IN $p1 END
  ORDER BY d.`_search`.`keys`.`date` DESC
  LIMIT $p2;
--   $p1 = ["Encounter.based-on>Patient/1","Encounter.based-on>Patient/2"]
--   $p2 = 21

-- based-on:identifier
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t = $p1 END
  ORDER BY d.`_search`.`keys`.`date` DESC
  LIMIT $p2;
--   $p1 = "Encounter.based-on:identifier=s|c"
--   $p2 = 21

-- based-on:Patient.gender
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_date_desc` USING GSI)
  WHERE (d.`_search`.`keys`.`date` > $p1
    AND d.`_search`.`keys`.`date` < $p2)
    AND (EXISTS (SELECT RAW 1
  FROM `tenant_demo` AS c USE KEYS (ARRAY SUBSTR(t, $p3) FOR t IN d.`_search`.`terms` WHEN t >= $p4 AND t < $p5 END)
  WHERE (FIRST t FOR t IN c.`_search`.`terms` WHEN t = $p6 END) IS VALUED))
  ORDER BY d.`_search`.`keys`.`date` DESC
  LIMIT $p7;
--   $p1 = "Encounter/"
--   $p2 = "Encounter0"
--   $p3 = 19
--   $p4 = "Encounter.based-on>Patient/"
--   $p5 = "Encounter.based-on>Patient0"
--   $p6 = "Patient.gender.female"
--   $p7 = 21

-- based-on:missing
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_date_desc` USING GSI)
  WHERE (d.`_search`.`keys`.`date` > $p1
    AND d.`_search`.`keys`.`date` < $p2)
    AND (NOT ($p3 IN d.`_search`.`present`))
  ORDER BY d.`_search`.`keys`.`date` DESC
  LIMIT $p4;
--   $p1 = "Encounter/"
--   $p2 = "Encounter0"
--   $p3 = "based-on"
--   $p4 = 21

-- class
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t = $p1 END
  ORDER BY d.`_search`.`keys`.`date` DESC
  LIMIT $p2;
--   $p1 = "Encounter.class.code"
--   $p2 = 21

-- class, system and code
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t = $p1 END
  ORDER BY d.`_search`.`keys`.`date` DESC
  LIMIT $p2;
--   $p1 = "Encounter.class=system|code"
--   $p2 = 21

-- class:not
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_date_desc` USING GSI)
  WHERE (d.`_search`.`keys`.`date` > $p1
    AND d.`_search`.`keys`.`date` < $p2)
    AND (NOT ((FIRST t FOR t IN d.`_search`.`terms` WHEN t = $p3 END) IS VALUED))
  ORDER BY d.`_search`.`keys`.`date` DESC
  LIMIT $p4;
--   $p1 = "Encounter/"
--   $p2 = "Encounter0"
--   $p3 = "Encounter.class.code"
--   $p4 = 21

-- class:text
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t >= $p1 AND t < $p2 END
  ORDER BY d.`_search`.`keys`.`date` DESC
  LIMIT $p3;
--   $p1 = "Encounter.class:text"
--   $p2 = "Encounter.class:texu"
--   $p3 = 21

-- class:missing
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_date_desc` USING GSI)
  WHERE (d.`_search`.`keys`.`date` > $p1
    AND d.`_search`.`keys`.`date` < $p2)
    AND (NOT ($p3 IN d.`_search`.`present`))
  ORDER BY d.`_search`.`keys`.`date` DESC
  LIMIT $p4;
--   $p1 = "Encounter/"
--   $p2 = "Encounter0"
--   $p3 = "class"
--   $p4 = 21

-- date
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_range` USING GSI)
  WHERE ANY r IN d.`_search`.`ranges` SATISFIES r.`p` = $p1
    AND ((r.`high` > $p2)
    AND (r.`low` < $p3)) END
  ORDER BY d.`_search`.`keys`.`date` DESC
  LIMIT $p4;
--   $p1 = "Encounter.date"
--   $p2 = 1
--   $p3 = 2
--   $p4 = 21

-- date:missing
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_date_desc` USING GSI)
  WHERE (d.`_search`.`keys`.`date` > $p1
    AND d.`_search`.`keys`.`date` < $p2)
    AND (NOT ($p3 IN d.`_search`.`present`))
  ORDER BY d.`_search`.`keys`.`date` DESC
  LIMIT $p4;
--   $p1 = "Encounter/"
--   $p2 = "Encounter0"
--   $p3 = "date"
--   $p4 = 21

-- diagnosis
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t = $p1 END
  ORDER BY d.`_search`.`keys`.`date` DESC
  LIMIT $p2;
--   $p1 = "Encounter.diagnosis>Patient/1"
--   $p2 = 21

-- diagnosis, several (planned with its values)
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t IN $p1 END
  ORDER BY d.`_search`.`keys`.`date` DESC
  LIMIT $p2;
--   $p1 = ["Encounter.diagnosis>Patient/1","Encounter.diagnosis>Patient/2"]
--   $p2 = 21

-- diagnosis:identifier
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t = $p1 END
  ORDER BY d.`_search`.`keys`.`date` DESC
  LIMIT $p2;
--   $p1 = "Encounter.diagnosis:identifier=s|c"
--   $p2 = 21

-- diagnosis:Patient.gender
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_date_desc` USING GSI)
  WHERE (d.`_search`.`keys`.`date` > $p1
    AND d.`_search`.`keys`.`date` < $p2)
    AND (EXISTS (SELECT RAW 1
  FROM `tenant_demo` AS c USE KEYS (ARRAY SUBSTR(t, $p3) FOR t IN d.`_search`.`terms` WHEN t >= $p4 AND t < $p5 END)
  WHERE (FIRST t FOR t IN c.`_search`.`terms` WHEN t = $p6 END) IS VALUED))
  ORDER BY d.`_search`.`keys`.`date` DESC
  LIMIT $p7;
--   $p1 = "Encounter/"
--   $p2 = "Encounter0"
--   $p3 = 20
--   $p4 = "Encounter.diagnosis>Patient/"
--   $p5 = "Encounter.diagnosis>Patient0"
--   $p6 = "Patient.gender.female"
--   $p7 = 21

-- diagnosis:missing
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_date_desc` USING GSI)
  WHERE (d.`_search`.`keys`.`date` > $p1
    AND d.`_search`.`keys`.`date` < $p2)
    AND (NOT ($p3 IN d.`_search`.`present`))
  ORDER BY d.`_search`.`keys`.`date` DESC
  LIMIT $p4;
--   $p1 = "Encounter/"
--   $p2 = "Encounter0"
--   $p3 = "diagnosis"
--   $p4 = 21

-- episode-of-care
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t = $p1 END
  ORDER BY d.`_search`.`keys`.`date` DESC
  LIMIT $p2;
--   $p1 = "Encounter.episode-of-care>Patient/1"
--   $p2 = 21

-- episode-of-care, several (planned with its values)
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t IN $p1 END
  ORDER BY d.`_search`.`keys`.`date` DESC
  LIMIT $p2;
--   $p1 = ["Encounter.episode-of-care>Patient/1","Encounter.episode-of-care>Patient/2"]
--   $p2 = 21

-- episode-of-care:identifier
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t = $p1 END
  ORDER BY d.`_search`.`keys`.`date` DESC
  LIMIT $p2;
--   $p1 = "Encounter.episode-of-care:identifier=s|c"
--   $p2 = 21

-- episode-of-care:Patient.gender
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_date_desc` USING GSI)
  WHERE (d.`_search`.`keys`.`date` > $p1
    AND d.`_search`.`keys`.`date` < $p2)
    AND (EXISTS (SELECT RAW 1
  FROM `tenant_demo` AS c USE KEYS (ARRAY SUBSTR(t, $p3) FOR t IN d.`_search`.`terms` WHEN t >= $p4 AND t < $p5 END)
  WHERE (FIRST t FOR t IN c.`_search`.`terms` WHEN t = $p6 END) IS VALUED))
  ORDER BY d.`_search`.`keys`.`date` DESC
  LIMIT $p7;
--   $p1 = "Encounter/"
--   $p2 = "Encounter0"
--   $p3 = 26
--   $p4 = "Encounter.episode-of-care>Patient/"
--   $p5 = "Encounter.episode-of-care>Patient0"
--   $p6 = "Patient.gender.female"
--   $p7 = 21

-- episode-of-care:missing
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_date_desc` USING GSI)
  WHERE (d.`_search`.`keys`.`date` > $p1
    AND d.`_search`.`keys`.`date` < $p2)
    AND (NOT ($p3 IN d.`_search`.`present`))
  ORDER BY d.`_search`.`keys`.`date` DESC
  LIMIT $p4;
--   $p1 = "Encounter/"
--   $p2 = "Encounter0"
--   $p3 = "episode-of-care"
--   $p4 = 21

-- identifier
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t = $p1 END
  ORDER BY d.`_search`.`keys`.`date` DESC
  LIMIT $p2;
--   $p1 = "Encounter.identifier.code"
--   $p2 = 21

-- identifier, system and code
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t = $p1 END
  ORDER BY d.`_search`.`keys`.`date` DESC
  LIMIT $p2;
--   $p1 = "Encounter.identifier=system|code"
--   $p2 = 21

-- identifier:not
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_date_desc` USING GSI)
  WHERE (d.`_search`.`keys`.`date` > $p1
    AND d.`_search`.`keys`.`date` < $p2)
    AND (NOT ((FIRST t FOR t IN d.`_search`.`terms` WHEN t = $p3 END) IS VALUED))
  ORDER BY d.`_search`.`keys`.`date` DESC
  LIMIT $p4;
--   $p1 = "Encounter/"
--   $p2 = "Encounter0"
--   $p3 = "Encounter.identifier.code"
--   $p4 = 21

-- identifier:text
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t >= $p1 AND t < $p2 END
  ORDER BY d.`_search`.`keys`.`date` DESC
  LIMIT $p3;
--   $p1 = "Encounter.identifier:text"
--   $p2 = "Encounter.identifier:texu"
--   $p3 = 21

-- identifier:missing
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_date_desc` USING GSI)
  WHERE (d.`_search`.`keys`.`date` > $p1
    AND d.`_search`.`keys`.`date` < $p2)
    AND (NOT ($p3 IN d.`_search`.`present`))
  ORDER BY d.`_search`.`keys`.`date` DESC
  LIMIT $p4;
--   $p1 = "Encounter/"
--   $p2 = "Encounter0"
--   $p3 = "identifier"
--   $p4 = 21

-- length
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_range` USING GSI)
  WHERE ANY r IN d.`_search`.`ranges` SATISFIES r.`p` = $p1
    AND ((r.`high` > $p2)
    AND (r.`low` < $p3)
    AND ((r.`c` = $p4) OR (r.`u` = $p5))) END
  ORDER BY d.`_search`.`keys`.`date` DESC
  LIMIT $p6;
--   $p1 = "Encounter.length"
--   $p2 = 1
--   $p3 = 2
--   $p4 = "min"
--   $p5 = "min"
--   $p6 = 21

-- length:missing
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_date_desc` USING GSI)
  WHERE (d.`_search`.`keys`.`date` > $p1
    AND d.`_search`.`keys`.`date` < $p2)
    AND (NOT ($p3 IN d.`_search`.`present`))
  ORDER BY d.`_search`.`keys`.`date` DESC
  LIMIT $p4;
--   $p1 = "Encounter/"
--   $p2 = "Encounter0"
--   $p3 = "length"
--   $p4 = 21

-- location
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t = $p1 END
  ORDER BY d.`_search`.`keys`.`date` DESC
  LIMIT $p2;
--   $p1 = "Encounter.location>Patient/1"
--   $p2 = 21

-- location, several (planned with its values)
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t IN $p1 END
  ORDER BY d.`_search`.`keys`.`date` DESC
  LIMIT $p2;
--   $p1 = ["Encounter.location>Patient/1","Encounter.location>Patient/2"]
--   $p2 = 21

-- location:identifier
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t = $p1 END
  ORDER BY d.`_search`.`keys`.`date` DESC
  LIMIT $p2;
--   $p1 = "Encounter.location:identifier=s|c"
--   $p2 = 21

-- location:Patient.gender
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_date_desc` USING GSI)
  WHERE (d.`_search`.`keys`.`date` > $p1
    AND d.`_search`.`keys`.`date` < $p2)
    AND (EXISTS (SELECT RAW 1
  FROM `tenant_demo` AS c USE KEYS (ARRAY SUBSTR(t, $p3) FOR t IN d.`_search`.`terms` WHEN t >= $p4 AND t < $p5 END)
  WHERE (FIRST t FOR t IN c.`_search`.`terms` WHEN t = $p6 END) IS VALUED))
  ORDER BY d.`_search`.`keys`.`date` DESC
  LIMIT $p7;
--   $p1 = "Encounter/"
--   $p2 = "Encounter0"
--   $p3 = 19
--   $p4 = "Encounter.location>Patient/"
--   $p5 = "Encounter.location>Patient0"
--   $p6 = "Patient.gender.female"
--   $p7 = 21

-- location:missing
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_date_desc` USING GSI)
  WHERE (d.`_search`.`keys`.`date` > $p1
    AND d.`_search`.`keys`.`date` < $p2)
    AND (NOT ($p3 IN d.`_search`.`present`))
  ORDER BY d.`_search`.`keys`.`date` DESC
  LIMIT $p4;
--   $p1 = "Encounter/"
--   $p2 = "Encounter0"
--   $p3 = "location"
--   $p4 = 21

-- location-period
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_range` USING GSI)
  WHERE ANY r IN d.`_search`.`ranges` SATISFIES r.`p` = $p1
    AND ((r.`high` > $p2)
    AND (r.`low` < $p3)) END
  ORDER BY d.`_search`.`keys`.`date` DESC
  LIMIT $p4;
--   $p1 = "Encounter.location-period"
--   $p2 = 1
--   $p3 = 2
--   $p4 = 21

-- location-period:missing
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_date_desc` USING GSI)
  WHERE (d.`_search`.`keys`.`date` > $p1
    AND d.`_search`.`keys`.`date` < $p2)
    AND (NOT ($p3 IN d.`_search`.`present`))
  ORDER BY d.`_search`.`keys`.`date` DESC
  LIMIT $p4;
--   $p1 = "Encounter/"
--   $p2 = "Encounter0"
--   $p3 = "location-period"
--   $p4 = 21

-- part-of
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t = $p1 END
  ORDER BY d.`_search`.`keys`.`date` DESC
  LIMIT $p2;
--   $p1 = "Encounter.part-of>Patient/1"
--   $p2 = 21

-- part-of, several (planned with its values)
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t IN $p1 END
  ORDER BY d.`_search`.`keys`.`date` DESC
  LIMIT $p2;
--   $p1 = ["Encounter.part-of>Patient/1","Encounter.part-of>Patient/2"]
--   $p2 = 21

-- part-of:identifier
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t = $p1 END
  ORDER BY d.`_search`.`keys`.`date` DESC
  LIMIT $p2;
--   $p1 = "Encounter.part-of:identifier=s|c"
--   $p2 = 21

-- part-of:Patient.gender
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_date_desc` USING GSI)
  WHERE (d.`_search`.`keys`.`date` > $p1
    AND d.`_search`.`keys`.`date` < $p2)
    AND (EXISTS (SELECT RAW 1
  FROM `tenant_demo` AS c USE KEYS (ARRAY SUBSTR(t, $p3) FOR t IN d.`_search`.`terms` WHEN t >= $p4 AND t < $p5 END)
  WHERE (FIRST t FOR t IN c.`_search`.`terms` WHEN t = $p6 END) IS VALUED))
  ORDER BY d.`_search`.`keys`.`date` DESC
  LIMIT $p7;
--   $p1 = "Encounter/"
--   $p2 = "Encounter0"
--   $p3 = 18
--   $p4 = "Encounter.part-of>Patient/"
--   $p5 = "Encounter.part-of>Patient0"
--   $p6 = "Patient.gender.female"
--   $p7 = 21

-- part-of:missing
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_date_desc` USING GSI)
  WHERE (d.`_search`.`keys`.`date` > $p1
    AND d.`_search`.`keys`.`date` < $p2)
    AND (NOT ($p3 IN d.`_search`.`present`))
  ORDER BY d.`_search`.`keys`.`date` DESC
  LIMIT $p4;
--   $p1 = "Encounter/"
--   $p2 = "Encounter0"
--   $p3 = "part-of"
--   $p4 = 21

-- participant
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t = $p1 END
  ORDER BY d.`_search`.`keys`.`date` DESC
  LIMIT $p2;
--   $p1 = "Encounter.participant>Patient/1"
--   $p2 = 21

-- participant, several (planned with its values)
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t IN $p1 END
  ORDER BY d.`_search`.`keys`.`date` DESC
  LIMIT $p2;
--   $p1 = ["Encounter.participant>Patient/1","Encounter.participant>Patient/2"]
--   $p2 = 21

-- participant:identifier
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t = $p1 END
  ORDER BY d.`_search`.`keys`.`date` DESC
  LIMIT $p2;
--   $p1 = "Encounter.participant:identifier=s|c"
--   $p2 = 21

-- participant:Patient.gender
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_date_desc` USING GSI)
  WHERE (d.`_search`.`keys`.`date` > $p1
    AND d.`_search`.`keys`.`date` < $p2)
    AND (EXISTS (SELECT RAW 1
  FROM `tenant_demo` AS c USE KEYS (ARRAY SUBSTR(t, $p3) FOR t IN d.`_search`.`terms` WHEN t >= $p4 AND t < $p5 END)
  WHERE (FIRST t FOR t IN c.`_search`.`terms` WHEN t = $p6 END) IS VALUED))
  ORDER BY d.`_search`.`keys`.`date` DESC
  LIMIT $p7;
--   $p1 = "Encounter/"
--   $p2 = "Encounter0"
--   $p3 = 22
--   $p4 = "Encounter.participant>Patient/"
--   $p5 = "Encounter.participant>Patient0"
--   $p6 = "Patient.gender.female"
--   $p7 = 21

-- participant:missing
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_date_desc` USING GSI)
  WHERE (d.`_search`.`keys`.`date` > $p1
    AND d.`_search`.`keys`.`date` < $p2)
    AND (NOT ($p3 IN d.`_search`.`present`))
  ORDER BY d.`_search`.`keys`.`date` DESC
  LIMIT $p4;
--   $p1 = "Encounter/"
--   $p2 = "Encounter0"
--   $p3 = "participant"
--   $p4 = 21

-- participant-type
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t = $p1 END
  ORDER BY d.`_search`.`keys`.`date` DESC
  LIMIT $p2;
--   $p1 = "Encounter.participant-type.code"
--   $p2 = 21

-- participant-type, system and code
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t = $p1 END
  ORDER BY d.`_search`.`keys`.`date` DESC
  LIMIT $p2;
--   $p1 = "Encounter.participant-type=system|code"
--   $p2 = 21

-- participant-type:not
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_date_desc` USING GSI)
  WHERE (d.`_search`.`keys`.`date` > $p1
    AND d.`_search`.`keys`.`date` < $p2)
    AND (NOT ((FIRST t FOR t IN d.`_search`.`terms` WHEN t = $p3 END) IS VALUED))
  ORDER BY d.`_search`.`keys`.`date` DESC
  LIMIT $p4;
--   $p1 = "Encounter/"
--   $p2 = "Encounter0"
--   $p3 = "Encounter.participant-type.code"
--   $p4 = 21

-- participant-type:text
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t >= $p1 AND t < $p2 END
  ORDER BY d.`_search`.`keys`.`date` DESC
  LIMIT $p3;
--   $p1 = "Encounter.participant-type:text"
--   $p2 = "Encounter.participant-type:texu"
--   $p3 = 21

-- participant-type:missing
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_date_desc` USING GSI)
  WHERE (d.`_search`.`keys`.`date` > $p1
    AND d.`_search`.`keys`.`date` < $p2)
    AND (NOT ($p3 IN d.`_search`.`present`))
  ORDER BY d.`_search`.`keys`.`date` DESC
  LIMIT $p4;
--   $p1 = "Encounter/"
--   $p2 = "Encounter0"
--   $p3 = "participant-type"
--   $p4 = 21

-- patient
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t = $p1 END
  ORDER BY d.`_search`.`keys`.`date` DESC
  LIMIT $p2;
--   $p1 = "Encounter.patient>Patient/1"
--   $p2 = 21

-- patient, several (planned with its values)
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t IN $p1 END
  ORDER BY d.`_search`.`keys`.`date` DESC
  LIMIT $p2;
--   $p1 = ["Encounter.patient>Patient/1","Encounter.patient>Patient/2"]
--   $p2 = 21

-- patient:identifier
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t = $p1 END
  ORDER BY d.`_search`.`keys`.`date` DESC
  LIMIT $p2;
--   $p1 = "Encounter.patient:identifier=s|c"
--   $p2 = 21

-- patient:Patient.gender
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_date_desc` USING GSI)
  WHERE (d.`_search`.`keys`.`date` > $p1
    AND d.`_search`.`keys`.`date` < $p2)
    AND (EXISTS (SELECT RAW 1
  FROM `tenant_demo` AS c USE KEYS (ARRAY SUBSTR(t, $p3) FOR t IN d.`_search`.`terms` WHEN t >= $p4 AND t < $p5 END)
  WHERE (FIRST t FOR t IN c.`_search`.`terms` WHEN t = $p6 END) IS VALUED))
  ORDER BY d.`_search`.`keys`.`date` DESC
  LIMIT $p7;
--   $p1 = "Encounter/"
--   $p2 = "Encounter0"
--   $p3 = 18
--   $p4 = "Encounter.patient>Patient/"
--   $p5 = "Encounter.patient>Patient0"
--   $p6 = "Patient.gender.female"
--   $p7 = 21

-- patient:missing
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_date_desc` USING GSI)
  WHERE (d.`_search`.`keys`.`date` > $p1
    AND d.`_search`.`keys`.`date` < $p2)
    AND (NOT ($p3 IN d.`_search`.`present`))
  ORDER BY d.`_search`.`keys`.`date` DESC
  LIMIT $p4;
--   $p1 = "Encounter/"
--   $p2 = "Encounter0"
--   $p3 = "patient"
--   $p4 = 21

-- practitioner
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t = $p1 END
  ORDER BY d.`_search`.`keys`.`date` DESC
  LIMIT $p2;
--   $p1 = "Encounter.practitioner>Patient/1"
--   $p2 = 21

-- practitioner, several (planned with its values)
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t IN $p1 END
  ORDER BY d.`_search`.`keys`.`date` DESC
  LIMIT $p2;
--   $p1 = ["Encounter.practitioner>Patient/1","Encounter.practitioner>Patient/2"]
--   $p2 = 21

-- practitioner:identifier
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t = $p1 END
  ORDER BY d.`_search`.`keys`.`date` DESC
  LIMIT $p2;
--   $p1 = "Encounter.practitioner:identifier=s|c"
--   $p2 = 21

-- practitioner:Patient.gender
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_date_desc` USING GSI)
  WHERE (d.`_search`.`keys`.`date` > $p1
    AND d.`_search`.`keys`.`date` < $p2)
    AND (EXISTS (SELECT RAW 1
  FROM `tenant_demo` AS c USE KEYS (ARRAY SUBSTR(t, $p3) FOR t IN d.`_search`.`terms` WHEN t >= $p4 AND t < $p5 END)
  WHERE (FIRST t FOR t IN c.`_search`.`terms` WHEN t = $p6 END) IS VALUED))
  ORDER BY d.`_search`.`keys`.`date` DESC
  LIMIT $p7;
--   $p1 = "Encounter/"
--   $p2 = "Encounter0"
--   $p3 = 23
--   $p4 = "Encounter.practitioner>Patient/"
--   $p5 = "Encounter.practitioner>Patient0"
--   $p6 = "Patient.gender.female"
--   $p7 = 21

-- practitioner:missing
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_date_desc` USING GSI)
  WHERE (d.`_search`.`keys`.`date` > $p1
    AND d.`_search`.`keys`.`date` < $p2)
    AND (NOT ($p3 IN d.`_search`.`present`))
  ORDER BY d.`_search`.`keys`.`date` DESC
  LIMIT $p4;
--   $p1 = "Encounter/"
--   $p2 = "Encounter0"
--   $p3 = "practitioner"
--   $p4 = 21

-- reason-code
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t = $p1 END
  ORDER BY d.`_search`.`keys`.`date` DESC
  LIMIT $p2;
--   $p1 = "Encounter.reason-code.code"
--   $p2 = 21

-- reason-code, system and code
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t = $p1 END
  ORDER BY d.`_search`.`keys`.`date` DESC
  LIMIT $p2;
--   $p1 = "Encounter.reason-code=system|code"
--   $p2 = 21

-- reason-code:not
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_date_desc` USING GSI)
  WHERE (d.`_search`.`keys`.`date` > $p1
    AND d.`_search`.`keys`.`date` < $p2)
    AND (NOT ((FIRST t FOR t IN d.`_search`.`terms` WHEN t = $p3 END) IS VALUED))
  ORDER BY d.`_search`.`keys`.`date` DESC
  LIMIT $p4;
--   $p1 = "Encounter/"
--   $p2 = "Encounter0"
--   $p3 = "Encounter.reason-code.code"
--   $p4 = 21

-- reason-code:text
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t >= $p1 AND t < $p2 END
  ORDER BY d.`_search`.`keys`.`date` DESC
  LIMIT $p3;
--   $p1 = "Encounter.reason-code:text"
--   $p2 = "Encounter.reason-code:texu"
--   $p3 = 21

-- reason-code:missing
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_date_desc` USING GSI)
  WHERE (d.`_search`.`keys`.`date` > $p1
    AND d.`_search`.`keys`.`date` < $p2)
    AND (NOT ($p3 IN d.`_search`.`present`))
  ORDER BY d.`_search`.`keys`.`date` DESC
  LIMIT $p4;
--   $p1 = "Encounter/"
--   $p2 = "Encounter0"
--   $p3 = "reason-code"
--   $p4 = 21

-- reason-reference
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t = $p1 END
  ORDER BY d.`_search`.`keys`.`date` DESC
  LIMIT $p2;
--   $p1 = "Encounter.reason-reference>Patient/1"
--   $p2 = 21

-- reason-reference, several (planned with its values)
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t IN $p1 END
  ORDER BY d.`_search`.`keys`.`date` DESC
  LIMIT $p2;
--   $p1 = ["Encounter.reason-reference>Patient/1","Encounter.reason-reference>Patient/2"]
--   $p2 = 21

-- reason-reference:identifier
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t = $p1 END
  ORDER BY d.`_search`.`keys`.`date` DESC
  LIMIT $p2;
--   $p1 = "Encounter.reason-reference:identifier=s|c"
--   $p2 = 21

-- reason-reference:Patient.gender
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_date_desc` USING GSI)
  WHERE (d.`_search`.`keys`.`date` > $p1
    AND d.`_search`.`keys`.`date` < $p2)
    AND (EXISTS (SELECT RAW 1
  FROM `tenant_demo` AS c USE KEYS (ARRAY SUBSTR(t, $p3) FOR t IN d.`_search`.`terms` WHEN t >= $p4 AND t < $p5 END)
  WHERE (FIRST t FOR t IN c.`_search`.`terms` WHEN t = $p6 END) IS VALUED))
  ORDER BY d.`_search`.`keys`.`date` DESC
  LIMIT $p7;
--   $p1 = "Encounter/"
--   $p2 = "Encounter0"
--   $p3 = 27
--   $p4 = "Encounter.reason-reference>Patient/"
--   $p5 = "Encounter.reason-reference>Patient0"
--   $p6 = "Patient.gender.female"
--   $p7 = 21

-- reason-reference:missing
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_date_desc` USING GSI)
  WHERE (d.`_search`.`keys`.`date` > $p1
    AND d.`_search`.`keys`.`date` < $p2)
    AND (NOT ($p3 IN d.`_search`.`present`))
  ORDER BY d.`_search`.`keys`.`date` DESC
  LIMIT $p4;
--   $p1 = "Encounter/"
--   $p2 = "Encounter0"
--   $p3 = "reason-reference"
--   $p4 = 21

-- service-provider
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t = $p1 END
  ORDER BY d.`_search`.`keys`.`date` DESC
  LIMIT $p2;
--   $p1 = "Encounter.service-provider>Patient/1"
--   $p2 = 21

-- service-provider, several (planned with its values)
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t IN $p1 END
  ORDER BY d.`_search`.`keys`.`date` DESC
  LIMIT $p2;
--   $p1 = ["Encounter.service-provider>Patient/1","Encounter.service-provider>Patient/2"]
--   $p2 = 21

-- service-provider:identifier
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t = $p1 END
  ORDER BY d.`_search`.`keys`.`date` DESC
  LIMIT $p2;
--   $p1 = "Encounter.service-provider:identifier=s|c"
--   $p2 = 21

-- service-provider:Patient.gender
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_date_desc` USING GSI)
  WHERE (d.`_search`.`keys`.`date` > $p1
    AND d.`_search`.`keys`.`date` < $p2)
    AND (EXISTS (SELECT RAW 1
  FROM `tenant_demo` AS c USE KEYS (ARRAY SUBSTR(t, $p3) FOR t IN d.`_search`.`terms` WHEN t >= $p4 AND t < $p5 END)
  WHERE (FIRST t FOR t IN c.`_search`.`terms` WHEN t = $p6 END) IS VALUED))
  ORDER BY d.`_search`.`keys`.`date` DESC
  LIMIT $p7;
--   $p1 = "Encounter/"
--   $p2 = "Encounter0"
--   $p3 = 27
--   $p4 = "Encounter.service-provider>Patient/"
--   $p5 = "Encounter.service-provider>Patient0"
--   $p6 = "Patient.gender.female"
--   $p7 = 21

-- service-provider:missing
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_date_desc` USING GSI)
  WHERE (d.`_search`.`keys`.`date` > $p1
    AND d.`_search`.`keys`.`date` < $p2)
    AND (NOT ($p3 IN d.`_search`.`present`))
  ORDER BY d.`_search`.`keys`.`date` DESC
  LIMIT $p4;
--   $p1 = "Encounter/"
--   $p2 = "Encounter0"
--   $p3 = "service-provider"
--   $p4 = 21

-- special-arrangement
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t = $p1 END
  ORDER BY d.`_search`.`keys`.`date` DESC
  LIMIT $p2;
--   $p1 = "Encounter.special-arrangement.code"
--   $p2 = 21

-- special-arrangement, system and code
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t = $p1 END
  ORDER BY d.`_search`.`keys`.`date` DESC
  LIMIT $p2;
--   $p1 = "Encounter.special-arrangement=system|code"
--   $p2 = 21

-- special-arrangement:not
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_date_desc` USING GSI)
  WHERE (d.`_search`.`keys`.`date` > $p1
    AND d.`_search`.`keys`.`date` < $p2)
    AND (NOT ((FIRST t FOR t IN d.`_search`.`terms` WHEN t = $p3 END) IS VALUED))
  ORDER BY d.`_search`.`keys`.`date` DESC
  LIMIT $p4;
--   $p1 = "Encounter/"
--   $p2 = "Encounter0"
--   $p3 = "Encounter.special-arrangement.code"
--   $p4 = 21

-- special-arrangement:text
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t >= $p1 AND t < $p2 END
  ORDER BY d.`_search`.`keys`.`date` DESC
  LIMIT $p3;
--   $p1 = "Encounter.special-arrangement:text"
--   $p2 = "Encounter.special-arrangement:texu"
--   $p3 = 21

-- special-arrangement:missing
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_date_desc` USING GSI)
  WHERE (d.`_search`.`keys`.`date` > $p1
    AND d.`_search`.`keys`.`date` < $p2)
    AND (NOT ($p3 IN d.`_search`.`present`))
  ORDER BY d.`_search`.`keys`.`date` DESC
  LIMIT $p4;
--   $p1 = "Encounter/"
--   $p2 = "Encounter0"
--   $p3 = "special-arrangement"
--   $p4 = 21

-- status
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t = $p1 END
  ORDER BY d.`_search`.`keys`.`date` DESC
  LIMIT $p2;
--   $p1 = "Encounter.status.code"
--   $p2 = 21

-- status, system and code
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t = $p1 END
  ORDER BY d.`_search`.`keys`.`date` DESC
  LIMIT $p2;
--   $p1 = "Encounter.status=system|code"
--   $p2 = 21

-- status:not
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_date_desc` USING GSI)
  WHERE (d.`_search`.`keys`.`date` > $p1
    AND d.`_search`.`keys`.`date` < $p2)
    AND (NOT ((FIRST t FOR t IN d.`_search`.`terms` WHEN t = $p3 END) IS VALUED))
  ORDER BY d.`_search`.`keys`.`date` DESC
  LIMIT $p4;
--   $p1 = "Encounter/"
--   $p2 = "Encounter0"
--   $p3 = "Encounter.status.code"
--   $p4 = 21

-- status:text
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t >= $p1 AND t < $p2 END
  ORDER BY d.`_search`.`keys`.`date` DESC
  LIMIT $p3;
--   $p1 = "Encounter.status:text"
--   $p2 = "Encounter.status:texu"
--   $p3 = 21

-- status:missing
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_date_desc` USING GSI)
  WHERE (d.`_search`.`keys`.`date` > $p1
    AND d.`_search`.`keys`.`date` < $p2)
    AND (NOT ($p3 IN d.`_search`.`present`))
  ORDER BY d.`_search`.`keys`.`date` DESC
  LIMIT $p4;
--   $p1 = "Encounter/"
--   $p2 = "Encounter0"
--   $p3 = "status"
--   $p4 = 21

-- subject
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t = $p1 END
  ORDER BY d.`_search`.`keys`.`date` DESC
  LIMIT $p2;
--   $p1 = "Encounter.subject>Patient/1"
--   $p2 = 21

-- subject, several (planned with its values)
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t IN $p1 END
  ORDER BY d.`_search`.`keys`.`date` DESC
  LIMIT $p2;
--   $p1 = ["Encounter.subject>Patient/1","Encounter.subject>Patient/2"]
--   $p2 = 21

-- subject:identifier
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t = $p1 END
  ORDER BY d.`_search`.`keys`.`date` DESC
  LIMIT $p2;
--   $p1 = "Encounter.subject:identifier=s|c"
--   $p2 = 21

-- subject:Patient.gender
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_date_desc` USING GSI)
  WHERE (d.`_search`.`keys`.`date` > $p1
    AND d.`_search`.`keys`.`date` < $p2)
    AND (EXISTS (SELECT RAW 1
  FROM `tenant_demo` AS c USE KEYS (ARRAY SUBSTR(t, $p3) FOR t IN d.`_search`.`terms` WHEN t >= $p4 AND t < $p5 END)
  WHERE (FIRST t FOR t IN c.`_search`.`terms` WHEN t = $p6 END) IS VALUED))
  ORDER BY d.`_search`.`keys`.`date` DESC
  LIMIT $p7;
--   $p1 = "Encounter/"
--   $p2 = "Encounter0"
--   $p3 = 18
--   $p4 = "Encounter.subject>Patient/"
--   $p5 = "Encounter.subject>Patient0"
--   $p6 = "Patient.gender.female"
--   $p7 = 21

-- subject:missing
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_date_desc` USING GSI)
  WHERE (d.`_search`.`keys`.`date` > $p1
    AND d.`_search`.`keys`.`date` < $p2)
    AND (NOT ($p3 IN d.`_search`.`present`))
  ORDER BY d.`_search`.`keys`.`date` DESC
  LIMIT $p4;
--   $p1 = "Encounter/"
--   $p2 = "Encounter0"
--   $p3 = "subject"
--   $p4 = 21

-- type
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t = $p1 END
  ORDER BY d.`_search`.`keys`.`date` DESC
  LIMIT $p2;
--   $p1 = "Encounter.type.code"
--   $p2 = 21

-- type, system and code
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t = $p1 END
  ORDER BY d.`_search`.`keys`.`date` DESC
  LIMIT $p2;
--   $p1 = "Encounter.type=system|code"
--   $p2 = 21

-- type:not
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_date_desc` USING GSI)
  WHERE (d.`_search`.`keys`.`date` > $p1
    AND d.`_search`.`keys`.`date` < $p2)
    AND (NOT ((FIRST t FOR t IN d.`_search`.`terms` WHEN t = $p3 END) IS VALUED))
  ORDER BY d.`_search`.`keys`.`date` DESC
  LIMIT $p4;
--   $p1 = "Encounter/"
--   $p2 = "Encounter0"
--   $p3 = "Encounter.type.code"
--   $p4 = 21

-- type:text
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t >= $p1 AND t < $p2 END
  ORDER BY d.`_search`.`keys`.`date` DESC
  LIMIT $p3;
--   $p1 = "Encounter.type:text"
--   $p2 = "Encounter.type:texu"
--   $p3 = 21

-- type:missing
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_date_desc` USING GSI)
  WHERE (d.`_search`.`keys`.`date` > $p1
    AND d.`_search`.`keys`.`date` < $p2)
    AND (NOT ($p3 IN d.`_search`.`present`))
  ORDER BY d.`_search`.`keys`.`date` DESC
  LIMIT $p4;
--   $p1 = "Encounter/"
--   $p2 = "Encounter0"
--   $p3 = "type"
--   $p4 = 21

-- _lastUpdated
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_range` USING GSI)
  WHERE ANY r IN d.`_search`.`ranges` SATISFIES r.`p` = $p1
    AND ((r.`high` > $p2)
    AND (r.`low` < $p3)) END
  ORDER BY d.`_search`.`keys`.`date` DESC
  LIMIT $p4;
--   $p1 = "Encounter._lastUpdated"
--   $p2 = 1
--   $p3 = 2
--   $p4 = 21

-- _lastUpdated:missing
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_date_desc` USING GSI)
  WHERE (d.`_search`.`keys`.`date` > $p1
    AND d.`_search`.`keys`.`date` < $p2)
    AND (NOT ($p3 IN d.`_search`.`present`))
  ORDER BY d.`_search`.`keys`.`date` DESC
  LIMIT $p4;
--   $p1 = "Encounter/"
--   $p2 = "Encounter0"
--   $p3 = "_lastUpdated"
--   $p4 = 21

-- _profile
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t = $p1 END
  ORDER BY d.`_search`.`keys`.`date` DESC
  LIMIT $p2;
--   $p1 = "Encounter._profile<urn:a"
--   $p2 = 21

-- _profile:below
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES (t = $p1) OR (t >= $p2 AND t < $p3) END
  ORDER BY d.`_search`.`keys`.`date` DESC
  LIMIT $p4;
--   $p1 = "Encounter._profile<urn:a"
--   $p2 = "Encounter._profile<urn:a/"
--   $p3 = "Encounter._profile<urn:a0"
--   $p4 = 21

-- _profile:missing
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_date_desc` USING GSI)
  WHERE (d.`_search`.`keys`.`date` > $p1
    AND d.`_search`.`keys`.`date` < $p2)
    AND (NOT ($p3 IN d.`_search`.`present`))
  ORDER BY d.`_search`.`keys`.`date` DESC
  LIMIT $p4;
--   $p1 = "Encounter/"
--   $p2 = "Encounter0"
--   $p3 = "_profile"
--   $p4 = 21

-- _security
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t = $p1 END
  ORDER BY d.`_search`.`keys`.`date` DESC
  LIMIT $p2;
--   $p1 = "Encounter._security.code"
--   $p2 = 21

-- _security, system and code
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t = $p1 END
  ORDER BY d.`_search`.`keys`.`date` DESC
  LIMIT $p2;
--   $p1 = "Encounter._security=system|code"
--   $p2 = 21

-- _security:not
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_date_desc` USING GSI)
  WHERE (d.`_search`.`keys`.`date` > $p1
    AND d.`_search`.`keys`.`date` < $p2)
    AND (NOT ((FIRST t FOR t IN d.`_search`.`terms` WHEN t = $p3 END) IS VALUED))
  ORDER BY d.`_search`.`keys`.`date` DESC
  LIMIT $p4;
--   $p1 = "Encounter/"
--   $p2 = "Encounter0"
--   $p3 = "Encounter._security.code"
--   $p4 = 21

-- _security:text
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t >= $p1 AND t < $p2 END
  ORDER BY d.`_search`.`keys`.`date` DESC
  LIMIT $p3;
--   $p1 = "Encounter._security:text"
--   $p2 = "Encounter._security:texu"
--   $p3 = 21

-- _security:missing
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_date_desc` USING GSI)
  WHERE (d.`_search`.`keys`.`date` > $p1
    AND d.`_search`.`keys`.`date` < $p2)
    AND (NOT ($p3 IN d.`_search`.`present`))
  ORDER BY d.`_search`.`keys`.`date` DESC
  LIMIT $p4;
--   $p1 = "Encounter/"
--   $p2 = "Encounter0"
--   $p3 = "_security"
--   $p4 = 21

-- _source
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t = $p1 END
  ORDER BY d.`_search`.`keys`.`date` DESC
  LIMIT $p2;
--   $p1 = "Encounter._source<urn:a"
--   $p2 = 21

-- _source:below
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES (t = $p1) OR (t >= $p2 AND t < $p3) END
  ORDER BY d.`_search`.`keys`.`date` DESC
  LIMIT $p4;
--   $p1 = "Encounter._source<urn:a"
--   $p2 = "Encounter._source<urn:a/"
--   $p3 = "Encounter._source<urn:a0"
--   $p4 = 21

-- _source:missing
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_date_desc` USING GSI)
  WHERE (d.`_search`.`keys`.`date` > $p1
    AND d.`_search`.`keys`.`date` < $p2)
    AND (NOT ($p3 IN d.`_search`.`present`))
  ORDER BY d.`_search`.`keys`.`date` DESC
  LIMIT $p4;
--   $p1 = "Encounter/"
--   $p2 = "Encounter0"
--   $p3 = "_source"
--   $p4 = 21

-- _tag
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t = $p1 END
  ORDER BY d.`_search`.`keys`.`date` DESC
  LIMIT $p2;
--   $p1 = "Encounter._tag.code"
--   $p2 = 21

-- _tag, system and code
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t = $p1 END
  ORDER BY d.`_search`.`keys`.`date` DESC
  LIMIT $p2;
--   $p1 = "Encounter._tag=system|code"
--   $p2 = 21

-- _tag:not
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_date_desc` USING GSI)
  WHERE (d.`_search`.`keys`.`date` > $p1
    AND d.`_search`.`keys`.`date` < $p2)
    AND (NOT ((FIRST t FOR t IN d.`_search`.`terms` WHEN t = $p3 END) IS VALUED))
  ORDER BY d.`_search`.`keys`.`date` DESC
  LIMIT $p4;
--   $p1 = "Encounter/"
--   $p2 = "Encounter0"
--   $p3 = "Encounter._tag.code"
--   $p4 = 21

-- _tag:text
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t >= $p1 AND t < $p2 END
  ORDER BY d.`_search`.`keys`.`date` DESC
  LIMIT $p3;
--   $p1 = "Encounter._tag:text"
--   $p2 = "Encounter._tag:texu"
--   $p3 = 21

-- _tag:missing
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_date_desc` USING GSI)
  WHERE (d.`_search`.`keys`.`date` > $p1
    AND d.`_search`.`keys`.`date` < $p2)
    AND (NOT ($p3 IN d.`_search`.`present`))
  ORDER BY d.`_search`.`keys`.`date` DESC
  LIMIT $p4;
--   $p1 = "Encounter/"
--   $p2 = "Encounter0"
--   $p3 = "_tag"
--   $p4 = 21

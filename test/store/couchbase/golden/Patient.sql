-- active
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t = $p1 END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p2;
--   $p1 = "Patient.active.code"
--   $p2 = 21

-- active, system and code
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t = $p1 END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p2;
--   $p1 = "Patient.active=system|code"
--   $p2 = 21

-- active:not
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_name` USING GSI)
  WHERE (d.`_search`.`keys`.`name` > $p1
    AND d.`_search`.`keys`.`name` < $p2)
    AND (NOT ((FIRST t FOR t IN d.`_search`.`terms` WHEN t = $p3 END) IS VALUED))
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p4;
--   $p1 = "Patient/"
--   $p2 = "Patient0"
--   $p3 = "Patient.active.code"
--   $p4 = 21

-- active:text
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t >= $p1 AND t < $p2 END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p3;
--   $p1 = "Patient.active:text"
--   $p2 = "Patient.active:texu"
--   $p3 = 21

-- active:missing
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_name` USING GSI)
  WHERE (d.`_search`.`keys`.`name` > $p1
    AND d.`_search`.`keys`.`name` < $p2)
    AND (NOT ($p3 IN d.`_search`.`present`))
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p4;
--   $p1 = "Patient/"
--   $p2 = "Patient0"
--   $p3 = "active"
--   $p4 = 21

-- address
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t >= $p1 AND t < $p2 END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p3;
--   $p1 = "Patient.address~text"
--   $p2 = "Patient.address~texu"
--   $p3 = 21

-- address:exact
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t = $p1 END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p2;
--   $p1 = "Patient.address\"Text"
--   $p2 = 21

-- address:contains
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t >= $p1 AND t < $p2 AND CONTAINS(SUBSTR(t, $p3), $p4) END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p5;
--   $p1 = "Patient.address~"
--   $p2 = "Patient.address"
--   $p3 = 16
--   $p4 = "text"
--   $p5 = 21

-- address:missing
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_name` USING GSI)
  WHERE (d.`_search`.`keys`.`name` > $p1
    AND d.`_search`.`keys`.`name` < $p2)
    AND (NOT ($p3 IN d.`_search`.`present`))
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p4;
--   $p1 = "Patient/"
--   $p2 = "Patient0"
--   $p3 = "address"
--   $p4 = 21

-- address-city
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t >= $p1 AND t < $p2 END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p3;
--   $p1 = "Patient.address-city~text"
--   $p2 = "Patient.address-city~texu"
--   $p3 = 21

-- address-city:exact
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t = $p1 END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p2;
--   $p1 = "Patient.address-city\"Text"
--   $p2 = 21

-- address-city:contains
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t >= $p1 AND t < $p2 AND CONTAINS(SUBSTR(t, $p3), $p4) END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p5;
--   $p1 = "Patient.address-city~"
--   $p2 = "Patient.address-city"
--   $p3 = 21
--   $p4 = "text"
--   $p5 = 21

-- address-city:missing
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_name` USING GSI)
  WHERE (d.`_search`.`keys`.`name` > $p1
    AND d.`_search`.`keys`.`name` < $p2)
    AND (NOT ($p3 IN d.`_search`.`present`))
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p4;
--   $p1 = "Patient/"
--   $p2 = "Patient0"
--   $p3 = "address-city"
--   $p4 = 21

-- address-country
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t >= $p1 AND t < $p2 END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p3;
--   $p1 = "Patient.address-country~text"
--   $p2 = "Patient.address-country~texu"
--   $p3 = 21

-- address-country:exact
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t = $p1 END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p2;
--   $p1 = "Patient.address-country\"Text"
--   $p2 = 21

-- address-country:contains
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t >= $p1 AND t < $p2 AND CONTAINS(SUBSTR(t, $p3), $p4) END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p5;
--   $p1 = "Patient.address-country~"
--   $p2 = "Patient.address-country"
--   $p3 = 24
--   $p4 = "text"
--   $p5 = 21

-- address-country:missing
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_name` USING GSI)
  WHERE (d.`_search`.`keys`.`name` > $p1
    AND d.`_search`.`keys`.`name` < $p2)
    AND (NOT ($p3 IN d.`_search`.`present`))
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p4;
--   $p1 = "Patient/"
--   $p2 = "Patient0"
--   $p3 = "address-country"
--   $p4 = 21

-- address-postalcode
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t >= $p1 AND t < $p2 END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p3;
--   $p1 = "Patient.address-postalcode~text"
--   $p2 = "Patient.address-postalcode~texu"
--   $p3 = 21

-- address-postalcode:exact
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t = $p1 END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p2;
--   $p1 = "Patient.address-postalcode\"Text"
--   $p2 = 21

-- address-postalcode:contains
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t >= $p1 AND t < $p2 AND CONTAINS(SUBSTR(t, $p3), $p4) END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p5;
--   $p1 = "Patient.address-postalcode~"
--   $p2 = "Patient.address-postalcode"
--   $p3 = 27
--   $p4 = "text"
--   $p5 = 21

-- address-postalcode:missing
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_name` USING GSI)
  WHERE (d.`_search`.`keys`.`name` > $p1
    AND d.`_search`.`keys`.`name` < $p2)
    AND (NOT ($p3 IN d.`_search`.`present`))
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p4;
--   $p1 = "Patient/"
--   $p2 = "Patient0"
--   $p3 = "address-postalcode"
--   $p4 = 21

-- address-state
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t >= $p1 AND t < $p2 END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p3;
--   $p1 = "Patient.address-state~text"
--   $p2 = "Patient.address-state~texu"
--   $p3 = 21

-- address-state:exact
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t = $p1 END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p2;
--   $p1 = "Patient.address-state\"Text"
--   $p2 = 21

-- address-state:contains
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t >= $p1 AND t < $p2 AND CONTAINS(SUBSTR(t, $p3), $p4) END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p5;
--   $p1 = "Patient.address-state~"
--   $p2 = "Patient.address-state"
--   $p3 = 22
--   $p4 = "text"
--   $p5 = 21

-- address-state:missing
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_name` USING GSI)
  WHERE (d.`_search`.`keys`.`name` > $p1
    AND d.`_search`.`keys`.`name` < $p2)
    AND (NOT ($p3 IN d.`_search`.`present`))
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p4;
--   $p1 = "Patient/"
--   $p2 = "Patient0"
--   $p3 = "address-state"
--   $p4 = 21

-- address-use
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t = $p1 END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p2;
--   $p1 = "Patient.address-use.code"
--   $p2 = 21

-- address-use, system and code
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t = $p1 END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p2;
--   $p1 = "Patient.address-use=system|code"
--   $p2 = 21

-- address-use:not
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_name` USING GSI)
  WHERE (d.`_search`.`keys`.`name` > $p1
    AND d.`_search`.`keys`.`name` < $p2)
    AND (NOT ((FIRST t FOR t IN d.`_search`.`terms` WHEN t = $p3 END) IS VALUED))
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p4;
--   $p1 = "Patient/"
--   $p2 = "Patient0"
--   $p3 = "Patient.address-use.code"
--   $p4 = 21

-- address-use:text
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t >= $p1 AND t < $p2 END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p3;
--   $p1 = "Patient.address-use:text"
--   $p2 = "Patient.address-use:texu"
--   $p3 = 21

-- address-use:missing
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_name` USING GSI)
  WHERE (d.`_search`.`keys`.`name` > $p1
    AND d.`_search`.`keys`.`name` < $p2)
    AND (NOT ($p3 IN d.`_search`.`present`))
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p4;
--   $p1 = "Patient/"
--   $p2 = "Patient0"
--   $p3 = "address-use"
--   $p4 = 21

-- birthdate
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_range` USING GSI)
  WHERE ANY r IN d.`_search`.`ranges` SATISFIES r.`p` = $p1
    AND ((r.`high` > $p2)
    AND (r.`low` < $p3)) END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p4;
--   $p1 = "Patient.birthdate"
--   $p2 = 1
--   $p3 = 2
--   $p4 = 21

-- birthdate:missing
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_name` USING GSI)
  WHERE (d.`_search`.`keys`.`name` > $p1
    AND d.`_search`.`keys`.`name` < $p2)
    AND (NOT ($p3 IN d.`_search`.`present`))
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p4;
--   $p1 = "Patient/"
--   $p2 = "Patient0"
--   $p3 = "birthdate"
--   $p4 = 21

-- death-date
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_range` USING GSI)
  WHERE ANY r IN d.`_search`.`ranges` SATISFIES r.`p` = $p1
    AND ((r.`high` > $p2)
    AND (r.`low` < $p3)) END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p4;
--   $p1 = "Patient.death-date"
--   $p2 = 1
--   $p3 = 2
--   $p4 = 21

-- death-date:missing
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_name` USING GSI)
  WHERE (d.`_search`.`keys`.`name` > $p1
    AND d.`_search`.`keys`.`name` < $p2)
    AND (NOT ($p3 IN d.`_search`.`present`))
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p4;
--   $p1 = "Patient/"
--   $p2 = "Patient0"
--   $p3 = "death-date"
--   $p4 = 21

-- deceased
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t = $p1 END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p2;
--   $p1 = "Patient.deceased.code"
--   $p2 = 21

-- deceased, system and code
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t = $p1 END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p2;
--   $p1 = "Patient.deceased=system|code"
--   $p2 = 21

-- deceased:not
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_name` USING GSI)
  WHERE (d.`_search`.`keys`.`name` > $p1
    AND d.`_search`.`keys`.`name` < $p2)
    AND (NOT ((FIRST t FOR t IN d.`_search`.`terms` WHEN t = $p3 END) IS VALUED))
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p4;
--   $p1 = "Patient/"
--   $p2 = "Patient0"
--   $p3 = "Patient.deceased.code"
--   $p4 = 21

-- deceased:text
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t >= $p1 AND t < $p2 END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p3;
--   $p1 = "Patient.deceased:text"
--   $p2 = "Patient.deceased:texu"
--   $p3 = 21

-- deceased:missing
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_name` USING GSI)
  WHERE (d.`_search`.`keys`.`name` > $p1
    AND d.`_search`.`keys`.`name` < $p2)
    AND (NOT ($p3 IN d.`_search`.`present`))
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p4;
--   $p1 = "Patient/"
--   $p2 = "Patient0"
--   $p3 = "deceased"
--   $p4 = 21

-- email
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t = $p1 END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p2;
--   $p1 = "Patient.email.code"
--   $p2 = 21

-- email, system and code
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t = $p1 END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p2;
--   $p1 = "Patient.email=system|code"
--   $p2 = 21

-- email:not
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_name` USING GSI)
  WHERE (d.`_search`.`keys`.`name` > $p1
    AND d.`_search`.`keys`.`name` < $p2)
    AND (NOT ((FIRST t FOR t IN d.`_search`.`terms` WHEN t = $p3 END) IS VALUED))
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p4;
--   $p1 = "Patient/"
--   $p2 = "Patient0"
--   $p3 = "Patient.email.code"
--   $p4 = 21

-- email:text
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t >= $p1 AND t < $p2 END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p3;
--   $p1 = "Patient.email:text"
--   $p2 = "Patient.email:texu"
--   $p3 = 21

-- email:missing
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_name` USING GSI)
  WHERE (d.`_search`.`keys`.`name` > $p1
    AND d.`_search`.`keys`.`name` < $p2)
    AND (NOT ($p3 IN d.`_search`.`present`))
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p4;
--   $p1 = "Patient/"
--   $p2 = "Patient0"
--   $p3 = "email"
--   $p4 = 21

-- family
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t >= $p1 AND t < $p2 END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p3;
--   $p1 = "Patient.family~text"
--   $p2 = "Patient.family~texu"
--   $p3 = 21

-- family:exact
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t = $p1 END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p2;
--   $p1 = "Patient.family\"Text"
--   $p2 = 21

-- family:contains
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t >= $p1 AND t < $p2 AND CONTAINS(SUBSTR(t, $p3), $p4) END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p5;
--   $p1 = "Patient.family~"
--   $p2 = "Patient.family"
--   $p3 = 15
--   $p4 = "text"
--   $p5 = 21

-- family:missing
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_name` USING GSI)
  WHERE (d.`_search`.`keys`.`name` > $p1
    AND d.`_search`.`keys`.`name` < $p2)
    AND (NOT ($p3 IN d.`_search`.`present`))
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p4;
--   $p1 = "Patient/"
--   $p2 = "Patient0"
--   $p3 = "family"
--   $p4 = 21

-- gender
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t = $p1 END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p2;
--   $p1 = "Patient.gender.code"
--   $p2 = 21

-- gender, system and code
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t = $p1 END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p2;
--   $p1 = "Patient.gender=system|code"
--   $p2 = 21

-- gender:not
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_name` USING GSI)
  WHERE (d.`_search`.`keys`.`name` > $p1
    AND d.`_search`.`keys`.`name` < $p2)
    AND (NOT ((FIRST t FOR t IN d.`_search`.`terms` WHEN t = $p3 END) IS VALUED))
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p4;
--   $p1 = "Patient/"
--   $p2 = "Patient0"
--   $p3 = "Patient.gender.code"
--   $p4 = 21

-- gender:text
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t >= $p1 AND t < $p2 END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p3;
--   $p1 = "Patient.gender:text"
--   $p2 = "Patient.gender:texu"
--   $p3 = 21

-- gender:missing
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_name` USING GSI)
  WHERE (d.`_search`.`keys`.`name` > $p1
    AND d.`_search`.`keys`.`name` < $p2)
    AND (NOT ($p3 IN d.`_search`.`present`))
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p4;
--   $p1 = "Patient/"
--   $p2 = "Patient0"
--   $p3 = "gender"
--   $p4 = 21

-- general-practitioner
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t = $p1 END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p2;
--   $p1 = "Patient.general-practitioner>Patient/1"
--   $p2 = 21

-- general-practitioner, several (planned with its values)
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t IN $p1 END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p2;
--   $p1 = ["Patient.general-practitioner>Patient/1","Patient.general-practitioner>Patient/2"]
--   $p2 = 21

-- general-practitioner:identifier
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t = $p1 END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p2;
--   $p1 = "Patient.general-practitioner:identifier=s|c"
--   $p2 = 21

-- general-practitioner:Patient.gender
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_name` USING GSI)
  WHERE (d.`_search`.`keys`.`name` > $p1
    AND d.`_search`.`keys`.`name` < $p2)
    AND (EXISTS (SELECT RAW 1
  FROM `tenant_demo` AS c USE KEYS (ARRAY SUBSTR(t, $p3) FOR t IN d.`_search`.`terms` WHEN t >= $p4 AND t < $p5 END)
  WHERE (FIRST t FOR t IN c.`_search`.`terms` WHEN t = $p6 END) IS VALUED))
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p7;
--   $p1 = "Patient/"
--   $p2 = "Patient0"
--   $p3 = 29
--   $p4 = "Patient.general-practitioner>Patient/"
--   $p5 = "Patient.general-practitioner>Patient0"
--   $p6 = "Patient.gender.female"
--   $p7 = 21

-- general-practitioner:missing
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_name` USING GSI)
  WHERE (d.`_search`.`keys`.`name` > $p1
    AND d.`_search`.`keys`.`name` < $p2)
    AND (NOT ($p3 IN d.`_search`.`present`))
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p4;
--   $p1 = "Patient/"
--   $p2 = "Patient0"
--   $p3 = "general-practitioner"
--   $p4 = 21

-- given
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t >= $p1 AND t < $p2 END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p3;
--   $p1 = "Patient.given~text"
--   $p2 = "Patient.given~texu"
--   $p3 = 21

-- given:exact
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t = $p1 END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p2;
--   $p1 = "Patient.given\"Text"
--   $p2 = 21

-- given:contains
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t >= $p1 AND t < $p2 AND CONTAINS(SUBSTR(t, $p3), $p4) END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p5;
--   $p1 = "Patient.given~"
--   $p2 = "Patient.given"
--   $p3 = 14
--   $p4 = "text"
--   $p5 = 21

-- given:missing
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_name` USING GSI)
  WHERE (d.`_search`.`keys`.`name` > $p1
    AND d.`_search`.`keys`.`name` < $p2)
    AND (NOT ($p3 IN d.`_search`.`present`))
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p4;
--   $p1 = "Patient/"
--   $p2 = "Patient0"
--   $p3 = "given"
--   $p4 = 21

-- identifier
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t = $p1 END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p2;
--   $p1 = "Patient.identifier.code"
--   $p2 = 21

-- identifier, system and code
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t = $p1 END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p2;
--   $p1 = "Patient.identifier=system|code"
--   $p2 = 21

-- identifier:not
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_name` USING GSI)
  WHERE (d.`_search`.`keys`.`name` > $p1
    AND d.`_search`.`keys`.`name` < $p2)
    AND (NOT ((FIRST t FOR t IN d.`_search`.`terms` WHEN t = $p3 END) IS VALUED))
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p4;
--   $p1 = "Patient/"
--   $p2 = "Patient0"
--   $p3 = "Patient.identifier.code"
--   $p4 = 21

-- identifier:text
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t >= $p1 AND t < $p2 END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p3;
--   $p1 = "Patient.identifier:text"
--   $p2 = "Patient.identifier:texu"
--   $p3 = 21

-- identifier:missing
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_name` USING GSI)
  WHERE (d.`_search`.`keys`.`name` > $p1
    AND d.`_search`.`keys`.`name` < $p2)
    AND (NOT ($p3 IN d.`_search`.`present`))
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p4;
--   $p1 = "Patient/"
--   $p2 = "Patient0"
--   $p3 = "identifier"
--   $p4 = 21

-- language
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t = $p1 END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p2;
--   $p1 = "Patient.language.code"
--   $p2 = 21

-- language, system and code
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t = $p1 END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p2;
--   $p1 = "Patient.language=system|code"
--   $p2 = 21

-- language:not
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_name` USING GSI)
  WHERE (d.`_search`.`keys`.`name` > $p1
    AND d.`_search`.`keys`.`name` < $p2)
    AND (NOT ((FIRST t FOR t IN d.`_search`.`terms` WHEN t = $p3 END) IS VALUED))
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p4;
--   $p1 = "Patient/"
--   $p2 = "Patient0"
--   $p3 = "Patient.language.code"
--   $p4 = 21

-- language:text
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t >= $p1 AND t < $p2 END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p3;
--   $p1 = "Patient.language:text"
--   $p2 = "Patient.language:texu"
--   $p3 = 21

-- language:missing
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_name` USING GSI)
  WHERE (d.`_search`.`keys`.`name` > $p1
    AND d.`_search`.`keys`.`name` < $p2)
    AND (NOT ($p3 IN d.`_search`.`present`))
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p4;
--   $p1 = "Patient/"
--   $p2 = "Patient0"
--   $p3 = "language"
--   $p4 = 21

-- link
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t = $p1 END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p2;
--   $p1 = "Patient.link>Patient/1"
--   $p2 = 21

-- link, several (planned with its values)
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t IN $p1 END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p2;
--   $p1 = ["Patient.link>Patient/1","Patient.link>Patient/2"]
--   $p2 = 21

-- link:identifier
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t = $p1 END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p2;
--   $p1 = "Patient.link:identifier=s|c"
--   $p2 = 21

-- link:Patient.gender
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_name` USING GSI)
  WHERE (d.`_search`.`keys`.`name` > $p1
    AND d.`_search`.`keys`.`name` < $p2)
    AND (EXISTS (SELECT RAW 1
  FROM `tenant_demo` AS c USE KEYS (ARRAY SUBSTR(t, $p3) FOR t IN d.`_search`.`terms` WHEN t >= $p4 AND t < $p5 END)
  WHERE (FIRST t FOR t IN c.`_search`.`terms` WHEN t = $p6 END) IS VALUED))
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p7;
--   $p1 = "Patient/"
--   $p2 = "Patient0"
--   $p3 = 13
--   $p4 = "Patient.link>Patient/"
--   $p5 = "Patient.link>Patient0"
--   $p6 = "Patient.gender.female"
--   $p7 = 21

-- link:missing
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_name` USING GSI)
  WHERE (d.`_search`.`keys`.`name` > $p1
    AND d.`_search`.`keys`.`name` < $p2)
    AND (NOT ($p3 IN d.`_search`.`present`))
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p4;
--   $p1 = "Patient/"
--   $p2 = "Patient0"
--   $p3 = "link"
--   $p4 = 21

-- name
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t >= $p1 AND t < $p2 END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p3;
--   $p1 = "Patient.name~text"
--   $p2 = "Patient.name~texu"
--   $p3 = 21

-- name:exact
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t = $p1 END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p2;
--   $p1 = "Patient.name\"Text"
--   $p2 = 21

-- name:contains
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t >= $p1 AND t < $p2 AND CONTAINS(SUBSTR(t, $p3), $p4) END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p5;
--   $p1 = "Patient.name~"
--   $p2 = "Patient.name"
--   $p3 = 13
--   $p4 = "text"
--   $p5 = 21

-- name:missing
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_name` USING GSI)
  WHERE (d.`_search`.`keys`.`name` > $p1
    AND d.`_search`.`keys`.`name` < $p2)
    AND (NOT ($p3 IN d.`_search`.`present`))
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p4;
--   $p1 = "Patient/"
--   $p2 = "Patient0"
--   $p3 = "name"
--   $p4 = 21

-- organization
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t = $p1 END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p2;
--   $p1 = "Patient.organization>Patient/1"
--   $p2 = 21

-- organization, several (planned with its values)
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t IN $p1 END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p2;
--   $p1 = ["Patient.organization>Patient/1","Patient.organization>Patient/2"]
--   $p2 = 21

-- organization:identifier
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t = $p1 END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p2;
--   $p1 = "Patient.organization:identifier=s|c"
--   $p2 = 21

-- organization:Patient.gender
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_name` USING GSI)
  WHERE (d.`_search`.`keys`.`name` > $p1
    AND d.`_search`.`keys`.`name` < $p2)
    AND (EXISTS (SELECT RAW 1
  FROM `tenant_demo` AS c USE KEYS (ARRAY SUBSTR(t, $p3) FOR t IN d.`_search`.`terms` WHEN t >= $p4 AND t < $p5 END)
  WHERE (FIRST t FOR t IN c.`_search`.`terms` WHEN t = $p6 END) IS VALUED))
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p7;
--   $p1 = "Patient/"
--   $p2 = "Patient0"
--   $p3 = 21
--   $p4 = "Patient.organization>Patient/"
--   $p5 = "Patient.organization>Patient0"
--   $p6 = "Patient.gender.female"
--   $p7 = 21

-- organization:missing
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_name` USING GSI)
  WHERE (d.`_search`.`keys`.`name` > $p1
    AND d.`_search`.`keys`.`name` < $p2)
    AND (NOT ($p3 IN d.`_search`.`present`))
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p4;
--   $p1 = "Patient/"
--   $p2 = "Patient0"
--   $p3 = "organization"
--   $p4 = 21

-- phone
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t = $p1 END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p2;
--   $p1 = "Patient.phone.code"
--   $p2 = 21

-- phone, system and code
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t = $p1 END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p2;
--   $p1 = "Patient.phone=system|code"
--   $p2 = 21

-- phone:not
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_name` USING GSI)
  WHERE (d.`_search`.`keys`.`name` > $p1
    AND d.`_search`.`keys`.`name` < $p2)
    AND (NOT ((FIRST t FOR t IN d.`_search`.`terms` WHEN t = $p3 END) IS VALUED))
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p4;
--   $p1 = "Patient/"
--   $p2 = "Patient0"
--   $p3 = "Patient.phone.code"
--   $p4 = 21

-- phone:text
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t >= $p1 AND t < $p2 END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p3;
--   $p1 = "Patient.phone:text"
--   $p2 = "Patient.phone:texu"
--   $p3 = 21

-- phone:missing
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_name` USING GSI)
  WHERE (d.`_search`.`keys`.`name` > $p1
    AND d.`_search`.`keys`.`name` < $p2)
    AND (NOT ($p3 IN d.`_search`.`present`))
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p4;
--   $p1 = "Patient/"
--   $p2 = "Patient0"
--   $p3 = "phone"
--   $p4 = 21

-- phonetic
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t = $p1 END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p2;
--   $p1 = "Patient.phonetic~TKST"
--   $p2 = 21

-- phonetic:exact
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t = $p1 END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p2;
--   $p1 = "Patient.phonetic\"Text"
--   $p2 = 21

-- phonetic:contains
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t >= $p1 AND t < $p2 AND CONTAINS(SUBSTR(t, $p3), $p4) END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p5;
--   $p1 = "Patient.phonetic~"
--   $p2 = "Patient.phonetic"
--   $p3 = 17
--   $p4 = "TKST"
--   $p5 = 21

-- phonetic:missing
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_name` USING GSI)
  WHERE (d.`_search`.`keys`.`name` > $p1
    AND d.`_search`.`keys`.`name` < $p2)
    AND (NOT ($p3 IN d.`_search`.`present`))
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p4;
--   $p1 = "Patient/"
--   $p2 = "Patient0"
--   $p3 = "phonetic"
--   $p4 = 21

-- telecom
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t = $p1 END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p2;
--   $p1 = "Patient.telecom.code"
--   $p2 = 21

-- telecom, system and code
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t = $p1 END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p2;
--   $p1 = "Patient.telecom=system|code"
--   $p2 = 21

-- telecom:not
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_name` USING GSI)
  WHERE (d.`_search`.`keys`.`name` > $p1
    AND d.`_search`.`keys`.`name` < $p2)
    AND (NOT ((FIRST t FOR t IN d.`_search`.`terms` WHEN t = $p3 END) IS VALUED))
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p4;
--   $p1 = "Patient/"
--   $p2 = "Patient0"
--   $p3 = "Patient.telecom.code"
--   $p4 = 21

-- telecom:text
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t >= $p1 AND t < $p2 END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p3;
--   $p1 = "Patient.telecom:text"
--   $p2 = "Patient.telecom:texu"
--   $p3 = 21

-- telecom:missing
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_name` USING GSI)
  WHERE (d.`_search`.`keys`.`name` > $p1
    AND d.`_search`.`keys`.`name` < $p2)
    AND (NOT ($p3 IN d.`_search`.`present`))
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p4;
--   $p1 = "Patient/"
--   $p2 = "Patient0"
--   $p3 = "telecom"
--   $p4 = 21

-- _lastUpdated
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_range` USING GSI)
  WHERE ANY r IN d.`_search`.`ranges` SATISFIES r.`p` = $p1
    AND ((r.`high` > $p2)
    AND (r.`low` < $p3)) END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p4;
--   $p1 = "Patient._lastUpdated"
--   $p2 = 1
--   $p3 = 2
--   $p4 = 21

-- _lastUpdated:missing
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_name` USING GSI)
  WHERE (d.`_search`.`keys`.`name` > $p1
    AND d.`_search`.`keys`.`name` < $p2)
    AND (NOT ($p3 IN d.`_search`.`present`))
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p4;
--   $p1 = "Patient/"
--   $p2 = "Patient0"
--   $p3 = "_lastUpdated"
--   $p4 = 21

-- _profile
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t = $p1 END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p2;
--   $p1 = "Patient._profile<urn:a"
--   $p2 = 21

-- _profile:below
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES (t = $p1) OR (t >= $p2 AND t < $p3) END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p4;
--   $p1 = "Patient._profile<urn:a"
--   $p2 = "Patient._profile<urn:a/"
--   $p3 = "Patient._profile<urn:a0"
--   $p4 = 21

-- _profile:missing
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_name` USING GSI)
  WHERE (d.`_search`.`keys`.`name` > $p1
    AND d.`_search`.`keys`.`name` < $p2)
    AND (NOT ($p3 IN d.`_search`.`present`))
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p4;
--   $p1 = "Patient/"
--   $p2 = "Patient0"
--   $p3 = "_profile"
--   $p4 = 21

-- _security
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t = $p1 END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p2;
--   $p1 = "Patient._security.code"
--   $p2 = 21

-- _security, system and code
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t = $p1 END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p2;
--   $p1 = "Patient._security=system|code"
--   $p2 = 21

-- _security:not
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_name` USING GSI)
  WHERE (d.`_search`.`keys`.`name` > $p1
    AND d.`_search`.`keys`.`name` < $p2)
    AND (NOT ((FIRST t FOR t IN d.`_search`.`terms` WHEN t = $p3 END) IS VALUED))
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p4;
--   $p1 = "Patient/"
--   $p2 = "Patient0"
--   $p3 = "Patient._security.code"
--   $p4 = 21

-- _security:text
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t >= $p1 AND t < $p2 END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p3;
--   $p1 = "Patient._security:text"
--   $p2 = "Patient._security:texu"
--   $p3 = 21

-- _security:missing
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_name` USING GSI)
  WHERE (d.`_search`.`keys`.`name` > $p1
    AND d.`_search`.`keys`.`name` < $p2)
    AND (NOT ($p3 IN d.`_search`.`present`))
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p4;
--   $p1 = "Patient/"
--   $p2 = "Patient0"
--   $p3 = "_security"
--   $p4 = 21

-- _source
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t = $p1 END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p2;
--   $p1 = "Patient._source<urn:a"
--   $p2 = 21

-- _source:below
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES (t = $p1) OR (t >= $p2 AND t < $p3) END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p4;
--   $p1 = "Patient._source<urn:a"
--   $p2 = "Patient._source<urn:a/"
--   $p3 = "Patient._source<urn:a0"
--   $p4 = 21

-- _source:missing
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_name` USING GSI)
  WHERE (d.`_search`.`keys`.`name` > $p1
    AND d.`_search`.`keys`.`name` < $p2)
    AND (NOT ($p3 IN d.`_search`.`present`))
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p4;
--   $p1 = "Patient/"
--   $p2 = "Patient0"
--   $p3 = "_source"
--   $p4 = 21

-- _tag
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t = $p1 END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p2;
--   $p1 = "Patient._tag.code"
--   $p2 = 21

-- _tag, system and code
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t = $p1 END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p2;
--   $p1 = "Patient._tag=system|code"
--   $p2 = 21

-- _tag:not
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_name` USING GSI)
  WHERE (d.`_search`.`keys`.`name` > $p1
    AND d.`_search`.`keys`.`name` < $p2)
    AND (NOT ((FIRST t FOR t IN d.`_search`.`terms` WHEN t = $p3 END) IS VALUED))
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p4;
--   $p1 = "Patient/"
--   $p2 = "Patient0"
--   $p3 = "Patient._tag.code"
--   $p4 = 21

-- _tag:text
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t >= $p1 AND t < $p2 END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p3;
--   $p1 = "Patient._tag:text"
--   $p2 = "Patient._tag:texu"
--   $p3 = 21

-- _tag:missing
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_name` USING GSI)
  WHERE (d.`_search`.`keys`.`name` > $p1
    AND d.`_search`.`keys`.`name` < $p2)
    AND (NOT ($p3 IN d.`_search`.`present`))
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p4;
--   $p1 = "Patient/"
--   $p2 = "Patient0"
--   $p3 = "_tag"
--   $p4 = 21

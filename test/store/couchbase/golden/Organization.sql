-- active
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t = $p1 END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p2;
--   $p1 = "Organization.active.code"
--   $p2 = 21

-- active, system and code
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t = $p1 END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p2;
--   $p1 = "Organization.active=system|code"
--   $p2 = 21

-- active:not
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_name` USING GSI)
  WHERE (d.`_search`.`keys`.`name` > $p1
    AND d.`_search`.`keys`.`name` < $p2)
    AND (NOT ((FIRST t FOR t IN d.`_search`.`terms` WHEN t = $p3 END) IS VALUED))
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p4;
--   $p1 = "Organization/"
--   $p2 = "Organization0"
--   $p3 = "Organization.active.code"
--   $p4 = 21

-- active:text
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t >= $p1 AND t < $p2 END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p3;
--   $p1 = "Organization.active:text"
--   $p2 = "Organization.active:texu"
--   $p3 = 21

-- active:missing
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_name` USING GSI)
  WHERE (d.`_search`.`keys`.`name` > $p1
    AND d.`_search`.`keys`.`name` < $p2)
    AND (NOT ($p3 IN d.`_search`.`present`))
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p4;
--   $p1 = "Organization/"
--   $p2 = "Organization0"
--   $p3 = "active"
--   $p4 = 21

-- address
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t >= $p1 AND t < $p2 END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p3;
--   $p1 = "Organization.address~text"
--   $p2 = "Organization.address~texu"
--   $p3 = 21

-- address:exact
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t = $p1 END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p2;
--   $p1 = "Organization.address\"Text"
--   $p2 = 21

-- address:contains
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t >= $p1 AND t < $p2 AND CONTAINS(SUBSTR(t, $p3), $p4) END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p5;
--   $p1 = "Organization.address~"
--   $p2 = "Organization.address"
--   $p3 = 21
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
--   $p1 = "Organization/"
--   $p2 = "Organization0"
--   $p3 = "address"
--   $p4 = 21

-- address-city
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t >= $p1 AND t < $p2 END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p3;
--   $p1 = "Organization.address-city~text"
--   $p2 = "Organization.address-city~texu"
--   $p3 = 21

-- address-city:exact
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t = $p1 END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p2;
--   $p1 = "Organization.address-city\"Text"
--   $p2 = 21

-- address-city:contains
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t >= $p1 AND t < $p2 AND CONTAINS(SUBSTR(t, $p3), $p4) END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p5;
--   $p1 = "Organization.address-city~"
--   $p2 = "Organization.address-city"
--   $p3 = 26
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
--   $p1 = "Organization/"
--   $p2 = "Organization0"
--   $p3 = "address-city"
--   $p4 = 21

-- address-country
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t >= $p1 AND t < $p2 END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p3;
--   $p1 = "Organization.address-country~text"
--   $p2 = "Organization.address-country~texu"
--   $p3 = 21

-- address-country:exact
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t = $p1 END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p2;
--   $p1 = "Organization.address-country\"Text"
--   $p2 = 21

-- address-country:contains
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t >= $p1 AND t < $p2 AND CONTAINS(SUBSTR(t, $p3), $p4) END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p5;
--   $p1 = "Organization.address-country~"
--   $p2 = "Organization.address-country"
--   $p3 = 29
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
--   $p1 = "Organization/"
--   $p2 = "Organization0"
--   $p3 = "address-country"
--   $p4 = 21

-- address-postalcode
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t >= $p1 AND t < $p2 END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p3;
--   $p1 = "Organization.address-postalcode~text"
--   $p2 = "Organization.address-postalcode~texu"
--   $p3 = 21

-- address-postalcode:exact
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t = $p1 END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p2;
--   $p1 = "Organization.address-postalcode\"Text"
--   $p2 = 21

-- address-postalcode:contains
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t >= $p1 AND t < $p2 AND CONTAINS(SUBSTR(t, $p3), $p4) END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p5;
--   $p1 = "Organization.address-postalcode~"
--   $p2 = "Organization.address-postalcode"
--   $p3 = 32
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
--   $p1 = "Organization/"
--   $p2 = "Organization0"
--   $p3 = "address-postalcode"
--   $p4 = 21

-- address-state
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t >= $p1 AND t < $p2 END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p3;
--   $p1 = "Organization.address-state~text"
--   $p2 = "Organization.address-state~texu"
--   $p3 = 21

-- address-state:exact
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t = $p1 END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p2;
--   $p1 = "Organization.address-state\"Text"
--   $p2 = 21

-- address-state:contains
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t >= $p1 AND t < $p2 AND CONTAINS(SUBSTR(t, $p3), $p4) END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p5;
--   $p1 = "Organization.address-state~"
--   $p2 = "Organization.address-state"
--   $p3 = 27
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
--   $p1 = "Organization/"
--   $p2 = "Organization0"
--   $p3 = "address-state"
--   $p4 = 21

-- address-use
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t = $p1 END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p2;
--   $p1 = "Organization.address-use.code"
--   $p2 = 21

-- address-use, system and code
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t = $p1 END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p2;
--   $p1 = "Organization.address-use=system|code"
--   $p2 = 21

-- address-use:not
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_name` USING GSI)
  WHERE (d.`_search`.`keys`.`name` > $p1
    AND d.`_search`.`keys`.`name` < $p2)
    AND (NOT ((FIRST t FOR t IN d.`_search`.`terms` WHEN t = $p3 END) IS VALUED))
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p4;
--   $p1 = "Organization/"
--   $p2 = "Organization0"
--   $p3 = "Organization.address-use.code"
--   $p4 = 21

-- address-use:text
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t >= $p1 AND t < $p2 END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p3;
--   $p1 = "Organization.address-use:text"
--   $p2 = "Organization.address-use:texu"
--   $p3 = 21

-- address-use:missing
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_name` USING GSI)
  WHERE (d.`_search`.`keys`.`name` > $p1
    AND d.`_search`.`keys`.`name` < $p2)
    AND (NOT ($p3 IN d.`_search`.`present`))
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p4;
--   $p1 = "Organization/"
--   $p2 = "Organization0"
--   $p3 = "address-use"
--   $p4 = 21

-- endpoint
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t = $p1 END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p2;
--   $p1 = "Organization.endpoint>Patient/1"
--   $p2 = 21

-- endpoint, several (planned with its values)
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t IN $p1 END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p2;
--   $p1 = ["Organization.endpoint>Patient/1","Organization.endpoint>Patient/2"]
--   $p2 = 21

-- endpoint:identifier
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t = $p1 END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p2;
--   $p1 = "Organization.endpoint:identifier=s|c"
--   $p2 = 21

-- endpoint:Patient.gender
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_name` USING GSI)
  WHERE (d.`_search`.`keys`.`name` > $p1
    AND d.`_search`.`keys`.`name` < $p2)
    AND (EXISTS (SELECT RAW 1
  FROM `tenant_demo` AS c USE KEYS (ARRAY SUBSTR(t, $p3) FOR t IN d.`_search`.`terms` WHEN t >= $p4 AND t < $p5 END)
  WHERE (FIRST t FOR t IN c.`_search`.`terms` WHEN t = $p6 END) IS VALUED))
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p7;
--   $p1 = "Organization/"
--   $p2 = "Organization0"
--   $p3 = 22
--   $p4 = "Organization.endpoint>Patient/"
--   $p5 = "Organization.endpoint>Patient0"
--   $p6 = "Patient.gender.female"
--   $p7 = 21

-- endpoint:missing
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_name` USING GSI)
  WHERE (d.`_search`.`keys`.`name` > $p1
    AND d.`_search`.`keys`.`name` < $p2)
    AND (NOT ($p3 IN d.`_search`.`present`))
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p4;
--   $p1 = "Organization/"
--   $p2 = "Organization0"
--   $p3 = "endpoint"
--   $p4 = 21

-- identifier
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t = $p1 END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p2;
--   $p1 = "Organization.identifier.code"
--   $p2 = 21

-- identifier, system and code
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t = $p1 END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p2;
--   $p1 = "Organization.identifier=system|code"
--   $p2 = 21

-- identifier:not
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_name` USING GSI)
  WHERE (d.`_search`.`keys`.`name` > $p1
    AND d.`_search`.`keys`.`name` < $p2)
    AND (NOT ((FIRST t FOR t IN d.`_search`.`terms` WHEN t = $p3 END) IS VALUED))
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p4;
--   $p1 = "Organization/"
--   $p2 = "Organization0"
--   $p3 = "Organization.identifier.code"
--   $p4 = 21

-- identifier:text
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t >= $p1 AND t < $p2 END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p3;
--   $p1 = "Organization.identifier:text"
--   $p2 = "Organization.identifier:texu"
--   $p3 = 21

-- identifier:missing
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_name` USING GSI)
  WHERE (d.`_search`.`keys`.`name` > $p1
    AND d.`_search`.`keys`.`name` < $p2)
    AND (NOT ($p3 IN d.`_search`.`present`))
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p4;
--   $p1 = "Organization/"
--   $p2 = "Organization0"
--   $p3 = "identifier"
--   $p4 = 21

-- name
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t >= $p1 AND t < $p2 END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p3;
--   $p1 = "Organization.name~text"
--   $p2 = "Organization.name~texu"
--   $p3 = 21

-- name:exact
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t = $p1 END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p2;
--   $p1 = "Organization.name\"Text"
--   $p2 = 21

-- name:contains
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t >= $p1 AND t < $p2 AND CONTAINS(SUBSTR(t, $p3), $p4) END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p5;
--   $p1 = "Organization.name~"
--   $p2 = "Organization.name"
--   $p3 = 18
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
--   $p1 = "Organization/"
--   $p2 = "Organization0"
--   $p3 = "name"
--   $p4 = 21

-- partof
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t = $p1 END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p2;
--   $p1 = "Organization.partof>Patient/1"
--   $p2 = 21

-- partof, several (planned with its values)
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t IN $p1 END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p2;
--   $p1 = ["Organization.partof>Patient/1","Organization.partof>Patient/2"]
--   $p2 = 21

-- partof:identifier
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t = $p1 END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p2;
--   $p1 = "Organization.partof:identifier=s|c"
--   $p2 = 21

-- partof:Patient.gender
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_name` USING GSI)
  WHERE (d.`_search`.`keys`.`name` > $p1
    AND d.`_search`.`keys`.`name` < $p2)
    AND (EXISTS (SELECT RAW 1
  FROM `tenant_demo` AS c USE KEYS (ARRAY SUBSTR(t, $p3) FOR t IN d.`_search`.`terms` WHEN t >= $p4 AND t < $p5 END)
  WHERE (FIRST t FOR t IN c.`_search`.`terms` WHEN t = $p6 END) IS VALUED))
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p7;
--   $p1 = "Organization/"
--   $p2 = "Organization0"
--   $p3 = 20
--   $p4 = "Organization.partof>Patient/"
--   $p5 = "Organization.partof>Patient0"
--   $p6 = "Patient.gender.female"
--   $p7 = 21

-- partof:missing
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_name` USING GSI)
  WHERE (d.`_search`.`keys`.`name` > $p1
    AND d.`_search`.`keys`.`name` < $p2)
    AND (NOT ($p3 IN d.`_search`.`present`))
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p4;
--   $p1 = "Organization/"
--   $p2 = "Organization0"
--   $p3 = "partof"
--   $p4 = 21

-- phonetic
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t = $p1 END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p2;
--   $p1 = "Organization.phonetic~TKST"
--   $p2 = 21

-- phonetic:exact
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t = $p1 END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p2;
--   $p1 = "Organization.phonetic\"Text"
--   $p2 = 21

-- phonetic:contains
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t >= $p1 AND t < $p2 AND CONTAINS(SUBSTR(t, $p3), $p4) END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p5;
--   $p1 = "Organization.phonetic~"
--   $p2 = "Organization.phonetic"
--   $p3 = 22
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
--   $p1 = "Organization/"
--   $p2 = "Organization0"
--   $p3 = "phonetic"
--   $p4 = 21

-- type
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t = $p1 END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p2;
--   $p1 = "Organization.type.code"
--   $p2 = 21

-- type, system and code
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t = $p1 END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p2;
--   $p1 = "Organization.type=system|code"
--   $p2 = 21

-- type:not
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_name` USING GSI)
  WHERE (d.`_search`.`keys`.`name` > $p1
    AND d.`_search`.`keys`.`name` < $p2)
    AND (NOT ((FIRST t FOR t IN d.`_search`.`terms` WHEN t = $p3 END) IS VALUED))
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p4;
--   $p1 = "Organization/"
--   $p2 = "Organization0"
--   $p3 = "Organization.type.code"
--   $p4 = 21

-- type:text
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t >= $p1 AND t < $p2 END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p3;
--   $p1 = "Organization.type:text"
--   $p2 = "Organization.type:texu"
--   $p3 = 21

-- type:missing
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_name` USING GSI)
  WHERE (d.`_search`.`keys`.`name` > $p1
    AND d.`_search`.`keys`.`name` < $p2)
    AND (NOT ($p3 IN d.`_search`.`present`))
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p4;
--   $p1 = "Organization/"
--   $p2 = "Organization0"
--   $p3 = "type"
--   $p4 = 21

-- _lastUpdated
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_range` USING GSI)
  WHERE ANY r IN d.`_search`.`ranges` SATISFIES r.`p` = $p1
    AND ((r.`high` > $p2)
    AND (r.`low` < $p3)) END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p4;
--   $p1 = "Organization._lastUpdated"
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
--   $p1 = "Organization/"
--   $p2 = "Organization0"
--   $p3 = "_lastUpdated"
--   $p4 = 21

-- _profile
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t = $p1 END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p2;
--   $p1 = "Organization._profile<urn:a"
--   $p2 = 21

-- _profile:below
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES (t = $p1) OR (t >= $p2 AND t < $p3) END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p4;
--   $p1 = "Organization._profile<urn:a"
--   $p2 = "Organization._profile<urn:a/"
--   $p3 = "Organization._profile<urn:a0"
--   $p4 = 21

-- _profile:missing
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_name` USING GSI)
  WHERE (d.`_search`.`keys`.`name` > $p1
    AND d.`_search`.`keys`.`name` < $p2)
    AND (NOT ($p3 IN d.`_search`.`present`))
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p4;
--   $p1 = "Organization/"
--   $p2 = "Organization0"
--   $p3 = "_profile"
--   $p4 = 21

-- _security
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t = $p1 END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p2;
--   $p1 = "Organization._security.code"
--   $p2 = 21

-- _security, system and code
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t = $p1 END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p2;
--   $p1 = "Organization._security=system|code"
--   $p2 = 21

-- _security:not
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_name` USING GSI)
  WHERE (d.`_search`.`keys`.`name` > $p1
    AND d.`_search`.`keys`.`name` < $p2)
    AND (NOT ((FIRST t FOR t IN d.`_search`.`terms` WHEN t = $p3 END) IS VALUED))
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p4;
--   $p1 = "Organization/"
--   $p2 = "Organization0"
--   $p3 = "Organization._security.code"
--   $p4 = 21

-- _security:text
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t >= $p1 AND t < $p2 END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p3;
--   $p1 = "Organization._security:text"
--   $p2 = "Organization._security:texu"
--   $p3 = 21

-- _security:missing
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_name` USING GSI)
  WHERE (d.`_search`.`keys`.`name` > $p1
    AND d.`_search`.`keys`.`name` < $p2)
    AND (NOT ($p3 IN d.`_search`.`present`))
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p4;
--   $p1 = "Organization/"
--   $p2 = "Organization0"
--   $p3 = "_security"
--   $p4 = 21

-- _source
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t = $p1 END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p2;
--   $p1 = "Organization._source<urn:a"
--   $p2 = 21

-- _source:below
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES (t = $p1) OR (t >= $p2 AND t < $p3) END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p4;
--   $p1 = "Organization._source<urn:a"
--   $p2 = "Organization._source<urn:a/"
--   $p3 = "Organization._source<urn:a0"
--   $p4 = 21

-- _source:missing
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_name` USING GSI)
  WHERE (d.`_search`.`keys`.`name` > $p1
    AND d.`_search`.`keys`.`name` < $p2)
    AND (NOT ($p3 IN d.`_search`.`present`))
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p4;
--   $p1 = "Organization/"
--   $p2 = "Organization0"
--   $p3 = "_source"
--   $p4 = 21

-- _tag
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t = $p1 END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p2;
--   $p1 = "Organization._tag.code"
--   $p2 = 21

-- _tag, system and code
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t = $p1 END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p2;
--   $p1 = "Organization._tag=system|code"
--   $p2 = 21

-- _tag:not
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_name` USING GSI)
  WHERE (d.`_search`.`keys`.`name` > $p1
    AND d.`_search`.`keys`.`name` < $p2)
    AND (NOT ((FIRST t FOR t IN d.`_search`.`terms` WHEN t = $p3 END) IS VALUED))
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p4;
--   $p1 = "Organization/"
--   $p2 = "Organization0"
--   $p3 = "Organization._tag.code"
--   $p4 = 21

-- _tag:text
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t >= $p1 AND t < $p2 END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p3;
--   $p1 = "Organization._tag:text"
--   $p2 = "Organization._tag:texu"
--   $p3 = 21

-- _tag:missing
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_name` USING GSI)
  WHERE (d.`_search`.`keys`.`name` > $p1
    AND d.`_search`.`keys`.`name` < $p2)
    AND (NOT ($p3 IN d.`_search`.`present`))
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p4;
--   $p1 = "Organization/"
--   $p2 = "Organization0"
--   $p3 = "_tag"
--   $p4 = 21

-- address
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t >= $p1 AND t < $p2 END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p3;
--   $p1 = "Location.address~text"
--   $p2 = "Location.address~texu"
--   $p3 = 21

-- address:exact
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t = $p1 END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p2;
--   $p1 = "Location.address\"Text"
--   $p2 = 21

-- address:contains
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t >= $p1 AND t < $p2 AND CONTAINS(SUBSTR(t, $p3), $p4) END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p5;
--   $p1 = "Location.address~"
--   $p2 = "Location.address"
--   $p3 = 17
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
--   $p1 = "Location/"
--   $p2 = "Location0"
--   $p3 = "address"
--   $p4 = 21

-- address-city
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t >= $p1 AND t < $p2 END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p3;
--   $p1 = "Location.address-city~text"
--   $p2 = "Location.address-city~texu"
--   $p3 = 21

-- address-city:exact
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t = $p1 END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p2;
--   $p1 = "Location.address-city\"Text"
--   $p2 = 21

-- address-city:contains
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t >= $p1 AND t < $p2 AND CONTAINS(SUBSTR(t, $p3), $p4) END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p5;
--   $p1 = "Location.address-city~"
--   $p2 = "Location.address-city"
--   $p3 = 22
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
--   $p1 = "Location/"
--   $p2 = "Location0"
--   $p3 = "address-city"
--   $p4 = 21

-- address-country
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t >= $p1 AND t < $p2 END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p3;
--   $p1 = "Location.address-country~text"
--   $p2 = "Location.address-country~texu"
--   $p3 = 21

-- address-country:exact
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t = $p1 END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p2;
--   $p1 = "Location.address-country\"Text"
--   $p2 = 21

-- address-country:contains
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t >= $p1 AND t < $p2 AND CONTAINS(SUBSTR(t, $p3), $p4) END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p5;
--   $p1 = "Location.address-country~"
--   $p2 = "Location.address-country"
--   $p3 = 25
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
--   $p1 = "Location/"
--   $p2 = "Location0"
--   $p3 = "address-country"
--   $p4 = 21

-- address-postalcode
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t >= $p1 AND t < $p2 END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p3;
--   $p1 = "Location.address-postalcode~text"
--   $p2 = "Location.address-postalcode~texu"
--   $p3 = 21

-- address-postalcode:exact
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t = $p1 END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p2;
--   $p1 = "Location.address-postalcode\"Text"
--   $p2 = 21

-- address-postalcode:contains
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t >= $p1 AND t < $p2 AND CONTAINS(SUBSTR(t, $p3), $p4) END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p5;
--   $p1 = "Location.address-postalcode~"
--   $p2 = "Location.address-postalcode"
--   $p3 = 28
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
--   $p1 = "Location/"
--   $p2 = "Location0"
--   $p3 = "address-postalcode"
--   $p4 = 21

-- address-state
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t >= $p1 AND t < $p2 END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p3;
--   $p1 = "Location.address-state~text"
--   $p2 = "Location.address-state~texu"
--   $p3 = 21

-- address-state:exact
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t = $p1 END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p2;
--   $p1 = "Location.address-state\"Text"
--   $p2 = 21

-- address-state:contains
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t >= $p1 AND t < $p2 AND CONTAINS(SUBSTR(t, $p3), $p4) END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p5;
--   $p1 = "Location.address-state~"
--   $p2 = "Location.address-state"
--   $p3 = 23
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
--   $p1 = "Location/"
--   $p2 = "Location0"
--   $p3 = "address-state"
--   $p4 = 21

-- address-use
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t = $p1 END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p2;
--   $p1 = "Location.address-use.code"
--   $p2 = 21

-- address-use, system and code
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t = $p1 END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p2;
--   $p1 = "Location.address-use=system|code"
--   $p2 = 21

-- address-use:not
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_name` USING GSI)
  WHERE (d.`_search`.`keys`.`name` > $p1
    AND d.`_search`.`keys`.`name` < $p2)
    AND (NOT ((FIRST t FOR t IN d.`_search`.`terms` WHEN t = $p3 END) IS VALUED))
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p4;
--   $p1 = "Location/"
--   $p2 = "Location0"
--   $p3 = "Location.address-use.code"
--   $p4 = 21

-- address-use:text
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t >= $p1 AND t < $p2 END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p3;
--   $p1 = "Location.address-use:text"
--   $p2 = "Location.address-use:texu"
--   $p3 = 21

-- address-use:missing
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_name` USING GSI)
  WHERE (d.`_search`.`keys`.`name` > $p1
    AND d.`_search`.`keys`.`name` < $p2)
    AND (NOT ($p3 IN d.`_search`.`present`))
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p4;
--   $p1 = "Location/"
--   $p2 = "Location0"
--   $p3 = "address-use"
--   $p4 = 21

-- endpoint
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t = $p1 END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p2;
--   $p1 = "Location.endpoint>Patient/1"
--   $p2 = 21

-- endpoint, several (planned with its values)
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t IN $p1 END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p2;
--   $p1 = ["Location.endpoint>Patient/1","Location.endpoint>Patient/2"]
--   $p2 = 21

-- endpoint:identifier
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t = $p1 END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p2;
--   $p1 = "Location.endpoint:identifier=s|c"
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
--   $p1 = "Location/"
--   $p2 = "Location0"
--   $p3 = 18
--   $p4 = "Location.endpoint>Patient/"
--   $p5 = "Location.endpoint>Patient0"
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
--   $p1 = "Location/"
--   $p2 = "Location0"
--   $p3 = "endpoint"
--   $p4 = 21

-- identifier
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t = $p1 END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p2;
--   $p1 = "Location.identifier.code"
--   $p2 = 21

-- identifier, system and code
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t = $p1 END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p2;
--   $p1 = "Location.identifier=system|code"
--   $p2 = 21

-- identifier:not
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_name` USING GSI)
  WHERE (d.`_search`.`keys`.`name` > $p1
    AND d.`_search`.`keys`.`name` < $p2)
    AND (NOT ((FIRST t FOR t IN d.`_search`.`terms` WHEN t = $p3 END) IS VALUED))
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p4;
--   $p1 = "Location/"
--   $p2 = "Location0"
--   $p3 = "Location.identifier.code"
--   $p4 = 21

-- identifier:text
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t >= $p1 AND t < $p2 END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p3;
--   $p1 = "Location.identifier:text"
--   $p2 = "Location.identifier:texu"
--   $p3 = 21

-- identifier:missing
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_name` USING GSI)
  WHERE (d.`_search`.`keys`.`name` > $p1
    AND d.`_search`.`keys`.`name` < $p2)
    AND (NOT ($p3 IN d.`_search`.`present`))
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p4;
--   $p1 = "Location/"
--   $p2 = "Location0"
--   $p3 = "identifier"
--   $p4 = 21

-- name
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t >= $p1 AND t < $p2 END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p3;
--   $p1 = "Location.name~text"
--   $p2 = "Location.name~texu"
--   $p3 = 21

-- name:exact
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t = $p1 END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p2;
--   $p1 = "Location.name\"Text"
--   $p2 = 21

-- name:contains
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t >= $p1 AND t < $p2 AND CONTAINS(SUBSTR(t, $p3), $p4) END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p5;
--   $p1 = "Location.name~"
--   $p2 = "Location.name"
--   $p3 = 14
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
--   $p1 = "Location/"
--   $p2 = "Location0"
--   $p3 = "name"
--   $p4 = 21

-- operational-status
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t = $p1 END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p2;
--   $p1 = "Location.operational-status.code"
--   $p2 = 21

-- operational-status, system and code
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t = $p1 END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p2;
--   $p1 = "Location.operational-status=system|code"
--   $p2 = 21

-- operational-status:not
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_name` USING GSI)
  WHERE (d.`_search`.`keys`.`name` > $p1
    AND d.`_search`.`keys`.`name` < $p2)
    AND (NOT ((FIRST t FOR t IN d.`_search`.`terms` WHEN t = $p3 END) IS VALUED))
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p4;
--   $p1 = "Location/"
--   $p2 = "Location0"
--   $p3 = "Location.operational-status.code"
--   $p4 = 21

-- operational-status:text
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t >= $p1 AND t < $p2 END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p3;
--   $p1 = "Location.operational-status:text"
--   $p2 = "Location.operational-status:texu"
--   $p3 = 21

-- operational-status:missing
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_name` USING GSI)
  WHERE (d.`_search`.`keys`.`name` > $p1
    AND d.`_search`.`keys`.`name` < $p2)
    AND (NOT ($p3 IN d.`_search`.`present`))
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p4;
--   $p1 = "Location/"
--   $p2 = "Location0"
--   $p3 = "operational-status"
--   $p4 = 21

-- organization
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t = $p1 END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p2;
--   $p1 = "Location.organization>Patient/1"
--   $p2 = 21

-- organization, several (planned with its values)
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t IN $p1 END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p2;
--   $p1 = ["Location.organization>Patient/1","Location.organization>Patient/2"]
--   $p2 = 21

-- organization:identifier
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t = $p1 END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p2;
--   $p1 = "Location.organization:identifier=s|c"
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
--   $p1 = "Location/"
--   $p2 = "Location0"
--   $p3 = 22
--   $p4 = "Location.organization>Patient/"
--   $p5 = "Location.organization>Patient0"
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
--   $p1 = "Location/"
--   $p2 = "Location0"
--   $p3 = "organization"
--   $p4 = 21

-- partof
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t = $p1 END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p2;
--   $p1 = "Location.partof>Patient/1"
--   $p2 = 21

-- partof, several (planned with its values)
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t IN $p1 END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p2;
--   $p1 = ["Location.partof>Patient/1","Location.partof>Patient/2"]
--   $p2 = 21

-- partof:identifier
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t = $p1 END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p2;
--   $p1 = "Location.partof:identifier=s|c"
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
--   $p1 = "Location/"
--   $p2 = "Location0"
--   $p3 = 16
--   $p4 = "Location.partof>Patient/"
--   $p5 = "Location.partof>Patient0"
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
--   $p1 = "Location/"
--   $p2 = "Location0"
--   $p3 = "partof"
--   $p4 = 21

-- status
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t = $p1 END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p2;
--   $p1 = "Location.status.code"
--   $p2 = 21

-- status, system and code
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t = $p1 END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p2;
--   $p1 = "Location.status=system|code"
--   $p2 = 21

-- status:not
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_name` USING GSI)
  WHERE (d.`_search`.`keys`.`name` > $p1
    AND d.`_search`.`keys`.`name` < $p2)
    AND (NOT ((FIRST t FOR t IN d.`_search`.`terms` WHEN t = $p3 END) IS VALUED))
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p4;
--   $p1 = "Location/"
--   $p2 = "Location0"
--   $p3 = "Location.status.code"
--   $p4 = 21

-- status:text
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t >= $p1 AND t < $p2 END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p3;
--   $p1 = "Location.status:text"
--   $p2 = "Location.status:texu"
--   $p3 = 21

-- status:missing
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_name` USING GSI)
  WHERE (d.`_search`.`keys`.`name` > $p1
    AND d.`_search`.`keys`.`name` < $p2)
    AND (NOT ($p3 IN d.`_search`.`present`))
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p4;
--   $p1 = "Location/"
--   $p2 = "Location0"
--   $p3 = "status"
--   $p4 = 21

-- type
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t = $p1 END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p2;
--   $p1 = "Location.type.code"
--   $p2 = 21

-- type, system and code
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t = $p1 END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p2;
--   $p1 = "Location.type=system|code"
--   $p2 = 21

-- type:not
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_name` USING GSI)
  WHERE (d.`_search`.`keys`.`name` > $p1
    AND d.`_search`.`keys`.`name` < $p2)
    AND (NOT ((FIRST t FOR t IN d.`_search`.`terms` WHEN t = $p3 END) IS VALUED))
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p4;
--   $p1 = "Location/"
--   $p2 = "Location0"
--   $p3 = "Location.type.code"
--   $p4 = 21

-- type:text
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t >= $p1 AND t < $p2 END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p3;
--   $p1 = "Location.type:text"
--   $p2 = "Location.type:texu"
--   $p3 = 21

-- type:missing
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_name` USING GSI)
  WHERE (d.`_search`.`keys`.`name` > $p1
    AND d.`_search`.`keys`.`name` < $p2)
    AND (NOT ($p3 IN d.`_search`.`present`))
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p4;
--   $p1 = "Location/"
--   $p2 = "Location0"
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
--   $p1 = "Location._lastUpdated"
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
--   $p1 = "Location/"
--   $p2 = "Location0"
--   $p3 = "_lastUpdated"
--   $p4 = 21

-- _profile
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t = $p1 END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p2;
--   $p1 = "Location._profile<urn:a"
--   $p2 = 21

-- _profile:below
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES (t = $p1) OR (t >= $p2 AND t < $p3) END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p4;
--   $p1 = "Location._profile<urn:a"
--   $p2 = "Location._profile<urn:a/"
--   $p3 = "Location._profile<urn:a0"
--   $p4 = 21

-- _profile:missing
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_name` USING GSI)
  WHERE (d.`_search`.`keys`.`name` > $p1
    AND d.`_search`.`keys`.`name` < $p2)
    AND (NOT ($p3 IN d.`_search`.`present`))
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p4;
--   $p1 = "Location/"
--   $p2 = "Location0"
--   $p3 = "_profile"
--   $p4 = 21

-- _security
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t = $p1 END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p2;
--   $p1 = "Location._security.code"
--   $p2 = 21

-- _security, system and code
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t = $p1 END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p2;
--   $p1 = "Location._security=system|code"
--   $p2 = 21

-- _security:not
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_name` USING GSI)
  WHERE (d.`_search`.`keys`.`name` > $p1
    AND d.`_search`.`keys`.`name` < $p2)
    AND (NOT ((FIRST t FOR t IN d.`_search`.`terms` WHEN t = $p3 END) IS VALUED))
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p4;
--   $p1 = "Location/"
--   $p2 = "Location0"
--   $p3 = "Location._security.code"
--   $p4 = 21

-- _security:text
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t >= $p1 AND t < $p2 END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p3;
--   $p1 = "Location._security:text"
--   $p2 = "Location._security:texu"
--   $p3 = 21

-- _security:missing
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_name` USING GSI)
  WHERE (d.`_search`.`keys`.`name` > $p1
    AND d.`_search`.`keys`.`name` < $p2)
    AND (NOT ($p3 IN d.`_search`.`present`))
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p4;
--   $p1 = "Location/"
--   $p2 = "Location0"
--   $p3 = "_security"
--   $p4 = 21

-- _source
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t = $p1 END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p2;
--   $p1 = "Location._source<urn:a"
--   $p2 = 21

-- _source:below
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES (t = $p1) OR (t >= $p2 AND t < $p3) END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p4;
--   $p1 = "Location._source<urn:a"
--   $p2 = "Location._source<urn:a/"
--   $p3 = "Location._source<urn:a0"
--   $p4 = 21

-- _source:missing
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_name` USING GSI)
  WHERE (d.`_search`.`keys`.`name` > $p1
    AND d.`_search`.`keys`.`name` < $p2)
    AND (NOT ($p3 IN d.`_search`.`present`))
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p4;
--   $p1 = "Location/"
--   $p2 = "Location0"
--   $p3 = "_source"
--   $p4 = 21

-- _tag
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t = $p1 END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p2;
--   $p1 = "Location._tag.code"
--   $p2 = 21

-- _tag, system and code
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t = $p1 END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p2;
--   $p1 = "Location._tag=system|code"
--   $p2 = 21

-- _tag:not
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_name` USING GSI)
  WHERE (d.`_search`.`keys`.`name` > $p1
    AND d.`_search`.`keys`.`name` < $p2)
    AND (NOT ((FIRST t FOR t IN d.`_search`.`terms` WHEN t = $p3 END) IS VALUED))
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p4;
--   $p1 = "Location/"
--   $p2 = "Location0"
--   $p3 = "Location._tag.code"
--   $p4 = 21

-- _tag:text
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t >= $p1 AND t < $p2 END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p3;
--   $p1 = "Location._tag:text"
--   $p2 = "Location._tag:texu"
--   $p3 = 21

-- _tag:missing
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_name` USING GSI)
  WHERE (d.`_search`.`keys`.`name` > $p1
    AND d.`_search`.`keys`.`name` < $p2)
    AND (NOT ($p3 IN d.`_search`.`present`))
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p4;
--   $p1 = "Location/"
--   $p2 = "Location0"
--   $p3 = "_tag"
--   $p4 = 21

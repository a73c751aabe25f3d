-- active
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t = $p1 END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p2;
--   $p1 = "Practitioner.active.code"
--   $p2 = 21

-- active, system and code
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t = $p1 END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p2;
--   $p1 = "Practitioner.active=system|code"
--   $p2 = 21

-- active:not
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_name` USING GSI)
  WHERE (d.`_search`.`keys`.`name` > $p1
    AND d.`_search`.`keys`.`name` < $p2)
    AND (NOT ((FIRST t FOR t IN d.`_search`.`terms` WHEN t = $p3 END) IS VALUED))
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p4;
--   $p1 = "Practitioner/"
--   $p2 = "Practitioner0"
--   $p3 = "Practitioner.active.code"
--   $p4 = 21

-- active:text
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t >= $p1 AND t < $p2 END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p3;
--   $p1 = "Practitioner.active:text"
--   $p2 = "Practitioner.active:texu"
--   $p3 = 21

-- active:missing
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_name` USING GSI)
  WHERE (d.`_search`.`keys`.`name` > $p1
    AND d.`_search`.`keys`.`name` < $p2)
    AND (NOT ($p3 IN d.`_search`.`present`))
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p4;
--   $p1 = "Practitioner/"
--   $p2 = "Practitioner0"
--   $p3 = "active"
--   $p4 = 21

-- address
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t >= $p1 AND t < $p2 END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p3;
--   $p1 = "Practitioner.address~text"
--   $p2 = "Practitioner.address~texu"
--   $p3 = 21

-- address:exact
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t = $p1 END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p2;
--   $p1 = "Practitioner.address\"Text"
--   $p2 = 21

-- address:contains
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t >= $p1 AND t < $p2 AND CONTAINS(SUBSTR(t, $p3), $p4) END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p5;
--   $p1 = "Practitioner.address~"
--   $p2 = "Practitioner.address"
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
--   $p1 = "Practitioner/"
--   $p2 = "Practitioner0"
--   $p3 = "address"
--   $p4 = 21

-- address-city
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t >= $p1 AND t < $p2 END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p3;
--   $p1 = "Practitioner.address-city~text"
--   $p2 = "Practitioner.address-city~texu"
--   $p3 = 21

-- address-city:exact
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t = $p1 END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p2;
--   $p1 = "Practitioner.address-city\"Text"
--   $p2 = 21

-- address-city:contains
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t >= $p1 AND t < $p2 AND CONTAINS(SUBSTR(t, $p3), $p4) END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p5;
--   $p1 = "Practitioner.address-city~"
--   $p2 = "Practitioner.address-city"
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
--   $p1 = "Practitioner/"
--   $p2 = "Practitioner0"
--   $p3 = "address-city"
--   $p4 = 21

-- address-country
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t >= $p1 AND t < $p2 END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p3;
--   $p1 = "Practitioner.address-country~text"
--   $p2 = "Practitioner.address-country~texu"
--   $p3 = 21

-- address-country:exact
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t = $p1 END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p2;
--   $p1 = "Practitioner.address-country\"Text"
--   $p2 = 21

-- address-country:contains
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t >= $p1 AND t < $p2 AND CONTAINS(SUBSTR(t, $p3), $p4) END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p5;
--   $p1 = "Practitioner.address-country~"
--   $p2 = "Practitioner.address-country"
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
--   $p1 = "Practitioner/"
--   $p2 = "Practitioner0"
--   $p3 = "address-country"
--   $p4 = 21

-- address-postalcode
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t >= $p1 AND t < $p2 END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p3;
--   $p1 = "Practitioner.address-postalcode~text"
--   $p2 = "Practitioner.address-postalcode~texu"
--   $p3 = 21

-- address-postalcode:exact
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t = $p1 END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p2;
--   $p1 = "Practitioner.address-postalcode\"Text"
--   $p2 = 21

-- address-postalcode:contains
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t >= $p1 AND t < $p2 AND CONTAINS(SUBSTR(t, $p3), $p4) END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p5;
--   $p1 = "Practitioner.address-postalcode~"
--   $p2 = "Practitioner.address-postalcode"
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
--   $p1 = "Practitioner/"
--   $p2 = "Practitioner0"
--   $p3 = "address-postalcode"
--   $p4 = 21

-- address-state
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t >= $p1 AND t < $p2 END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p3;
--   $p1 = "Practitioner.address-state~text"
--   $p2 = "Practitioner.address-state~texu"
--   $p3 = 21

-- address-state:exact
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t = $p1 END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p2;
--   $p1 = "Practitioner.address-state\"Text"
--   $p2 = 21

-- address-state:contains
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t >= $p1 AND t < $p2 AND CONTAINS(SUBSTR(t, $p3), $p4) END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p5;
--   $p1 = "Practitioner.address-state~"
--   $p2 = "Practitioner.address-state"
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
--   $p1 = "Practitioner/"
--   $p2 = "Practitioner0"
--   $p3 = "address-state"
--   $p4 = 21

-- address-use
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t = $p1 END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p2;
--   $p1 = "Practitioner.address-use.code"
--   $p2 = 21

-- address-use, system and code
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t = $p1 END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p2;
--   $p1 = "Practitioner.address-use=system|code"
--   $p2 = 21

-- address-use:not
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_name` USING GSI)
  WHERE (d.`_search`.`keys`.`name` > $p1
    AND d.`_search`.`keys`.`name` < $p2)
    AND (NOT ((FIRST t FOR t IN d.`_search`.`terms` WHEN t = $p3 END) IS VALUED))
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p4;
--   $p1 = "Practitioner/"
--   $p2 = "Practitioner0"
--   $p3 = "Practitioner.address-use.code"
--   $p4 = 21

-- address-use:text
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t >= $p1 AND t < $p2 END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p3;
--   $p1 = "Practitioner.address-use:text"
--   $p2 = "Practitioner.address-use:texu"
--   $p3 = 21

-- address-use:missing
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_name` USING GSI)
  WHERE (d.`_search`.`keys`.`name` > $p1
    AND d.`_search`.`keys`.`name` < $p2)
    AND (NOT ($p3 IN d.`_search`.`present`))
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p4;
--   $p1 = "Practitioner/"
--   $p2 = "Practitioner0"
--   $p3 = "address-use"
--   $p4 = 21

-- communication
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t = $p1 END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p2;
--   $p1 = "Practitioner.communication.code"
--   $p2 = 21

-- communication, system and code
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t = $p1 END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p2;
--   $p1 = "Practitioner.communication=system|code"
--   $p2 = 21

-- communication:not
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_name` USING GSI)
  WHERE (d.`_search`.`keys`.`name` > $p1
    AND d.`_search`.`keys`.`name` < $p2)
    AND (NOT ((FIRST t FOR t IN d.`_search`.`terms` WHEN t = $p3 END) IS VALUED))
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p4;
--   $p1 = "Practitioner/"
--   $p2 = "Practitioner0"
--   $p3 = "Practitioner.communication.code"
--   $p4 = 21

-- communication:text
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t >= $p1 AND t < $p2 END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p3;
--   $p1 = "Practitioner.communication:text"
--   $p2 = "Practitioner.communication:texu"
--   $p3 = 21

-- communication:missing
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_name` USING GSI)
  WHERE (d.`_search`.`keys`.`name` > $p1
    AND d.`_search`.`keys`.`name` < $p2)
    AND (NOT ($p3 IN d.`_search`.`present`))
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p4;
--   $p1 = "Practitioner/"
--   $p2 = "Practitioner0"
--   $p3 = "communication"
--   $p4 = 21

-- email
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t = $p1 END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p2;
--   $p1 = "Practitioner.email.code"
--   $p2 = 21

-- email, system and code
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t = $p1 END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p2;
--   $p1 = "Practitioner.email=system|code"
--   $p2 = 21

-- email:not
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_name` USING GSI)
  WHERE (d.`_search`.`keys`.`name` > $p1
    AND d.`_search`.`keys`.`name` < $p2)
    AND (NOT ((FIRST t FOR t IN d.`_search`.`terms` WHEN t = $p3 END) IS VALUED))
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p4;
--   $p1 = "Practitioner/"
--   $p2 = "Practitioner0"
--   $p3 = "Practitioner.email.code"
--   $p4 = 21

-- email:text
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t >= $p1 AND t < $p2 END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p3;
--   $p1 = "Practitioner.email:text"
--   $p2 = "Practitioner.email:texu"
--   $p3 = 21

-- email:missing
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_name` USING GSI)
  WHERE (d.`_search`.`keys`.`name` > $p1
    AND d.`_search`.`keys`.`name` < $p2)
    AND (NOT ($p3 IN d.`_search`.`present`))
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p4;
--   $p1 = "Practitioner/"
--   $p2 = "Practitioner0"
--   $p3 = "email"
--   $p4 = 21

-- family
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t >= $p1 AND t < $p2 END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p3;
--   $p1 = "Practitioner.family~text"
--   $p2 = "Practitioner.family~texu"
--   $p3 = 21

-- family:exact
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t = $p1 END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p2;
--   $p1 = "Practitioner.family\"Text"
--   $p2 = 21

-- family:contains
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t >= $p1 AND t < $p2 AND CONTAINS(SUBSTR(t, $p3), $p4) END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p5;
--   $p1 = "Practitioner.family~"
--   $p2 = "Practitioner.family"
--   $p3 = 20
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
--   $p1 = "Practitioner/"
--   $p2 = "Practitioner0"
--   $p3 = "family"
--   $p4 = 21

-- gender
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t = $p1 END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p2;
--   $p1 = "Practitioner.gender.code"
--   $p2 = 21

-- gender, system and code
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t = $p1 END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p2;
--   $p1 = "Practitioner.gender=system|code"
--   $p2 = 21

-- gender:not
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_name` USING GSI)
  WHERE (d.`_search`.`keys`.`name` > $p1
    AND d.`_search`.`keys`.`name` < $p2)
    AND (NOT ((FIRST t FOR t IN d.`_search`.`terms` WHEN t = $p3 END) IS VALUED))
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p4;
--   $p1 = "Practitioner/"
--   $p2 = "Practitioner0"
--   $p3 = "Practitioner.gender.code"
--   $p4 = 21

-- gender:text
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t >= $p1 AND t < $p2 END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p3;
--   $p1 = "Practitioner.gender:text"
--   $p2 = "Practitioner.gender:texu"
--   $p3 = 21

-- gender:missing
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_name` USING GSI)
  WHERE (d.`_search`.`keys`.`name` > $p1
    AND d.`_search`.`keys`.`name` < $p2)
    AND (NOT ($p3 IN d.`_search`.`present`))
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p4;
--   $p1 = "Practitioner/"
--   $p2 = "Practitioner0"
--   $p3 = "gender"
--   $p4 = 21

-- given
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t >= $p1 AND t < $p2 END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p3;
--   $p1 = "Practitioner.given~text"
--   $p2 = "Practitioner.given~texu"
--   $p3 = 21

-- given:exact
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t = $p1 END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p2;
--   $p1 = "Practitioner.given\"Text"
--   $p2 = 21

-- given:contains
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t >= $p1 AND t < $p2 AND CONTAINS(SUBSTR(t, $p3), $p4) END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p5;
--   $p1 = "Practitioner.given~"
--   $p2 = "Practitioner.given"
--   $p3 = 19
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
--   $p1 = "Practitioner/"
--   $p2 = "Practitioner0"
--   $p3 = "given"
--   $p4 = 21

-- identifier
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t = $p1 END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p2;
--   $p1 = "Practitioner.identifier.code"
--   $p2 = 21

-- identifier, system and code
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t = $p1 END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p2;
--   $p1 = "Practitioner.identifier=system|code"
--   $p2 = 21

-- identifier:not
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_name` USING GSI)
  WHERE (d.`_search`.`keys`.`name` > $p1
    AND d.`_search`.`keys`.`name` < $p2)
    AND (NOT ((FIRST t FOR t IN d.`_search`.`terms` WHEN t = $p3 END) IS VALUED))
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p4;
--   $p1 = "Practitioner/"
--   $p2 = "Practitioner0"
--   $p3 = "Practitioner.identifier.code"
--   $p4 = 21

-- identifier:text
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t >= $p1 AND t < $p2 END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p3;
--   $p1 = "Practitioner.identifier:text"
--   $p2 = "Practitioner.identifier:texu"
--   $p3 = 21

-- identifier:missing
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_name` USING GSI)
  WHERE (d.`_search`.`keys`.`name` > $p1
    AND d.`_search`.`keys`.`name` < $p2)
    AND (NOT ($p3 IN d.`_search`.`present`))
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p4;
--   $p1 = "Practitioner/"
--   $p2 = "Practitioner0"
--   $p3 = "identifier"
--   $p4 = 21

-- name
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t >= $p1 AND t < $p2 END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p3;
--   $p1 = "Practitioner.name~text"
--   $p2 = "Practitioner.name~texu"
--   $p3 = 21

-- name:exact
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t = $p1 END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p2;
--   $p1 = "Practitioner.name\"Text"
--   $p2 = 21

-- name:contains
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t >= $p1 AND t < $p2 AND CONTAINS(SUBSTR(t, $p3), $p4) END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p5;
--   $p1 = "Practitioner.name~"
--   $p2 = "Practitioner.name"
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
--   $p1 = "Practitioner/"
--   $p2 = "Practitioner0"
--   $p3 = "name"
--   $p4 = 21

-- phone
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t = $p1 END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p2;
--   $p1 = "Practitioner.phone.code"
--   $p2 = 21

-- phone, system and code
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t = $p1 END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p2;
--   $p1 = "Practitioner.phone=system|code"
--   $p2 = 21

-- phone:not
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_name` USING GSI)
  WHERE (d.`_search`.`keys`.`name` > $p1
    AND d.`_search`.`keys`.`name` < $p2)
    AND (NOT ((FIRST t FOR t IN d.`_search`.`terms` WHEN t = $p3 END) IS VALUED))
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p4;
--   $p1 = "Practitioner/"
--   $p2 = "Practitioner0"
--   $p3 = "Practitioner.phone.code"
--   $p4 = 21

-- phone:text
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t >= $p1 AND t < $p2 END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p3;
--   $p1 = "Practitioner.phone:text"
--   $p2 = "Practitioner.phone:texu"
--   $p3 = 21

-- phone:missing
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_name` USING GSI)
  WHERE (d.`_search`.`keys`.`name` > $p1
    AND d.`_search`.`keys`.`name` < $p2)
    AND (NOT ($p3 IN d.`_search`.`present`))
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p4;
--   $p1 = "Practitioner/"
--   $p2 = "Practitioner0"
--   $p3 = "phone"
--   $p4 = 21

-- phonetic
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t = $p1 END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p2;
--   $p1 = "Practitioner.phonetic~TKST"
--   $p2 = 21

-- phonetic:exact
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t = $p1 END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p2;
--   $p1 = "Practitioner.phonetic\"Text"
--   $p2 = 21

-- phonetic:contains
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t >= $p1 AND t < $p2 AND CONTAINS(SUBSTR(t, $p3), $p4) END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p5;
--   $p1 = "Practitioner.phonetic~"
--   $p2 = "Practitioner.phonetic"
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
--   $p1 = "Practitioner/"
--   $p2 = "Practitioner0"
--   $p3 = "phonetic"
--   $p4 = 21

-- telecom
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t = $p1 END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p2;
--   $p1 = "Practitioner.telecom.code"
--   $p2 = 21

-- telecom, system and code
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t = $p1 END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p2;
--   $p1 = "Practitioner.telecom=system|code"
--   $p2 = 21

-- telecom:not
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_name` USING GSI)
  WHERE (d.`_search`.`keys`.`name` > $p1
    AND d.`_search`.`keys`.`name` < $p2)
    AND (NOT ((FIRST t FOR t IN d.`_search`.`terms` WHEN t = $p3 END) IS VALUED))
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p4;
--   $p1 = "Practitioner/"
--   $p2 = "Practitioner0"
--   $p3 = "Practitioner.telecom.code"
--   $p4 = 21

-- telecom:text
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t >= $p1 AND t < $p2 END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p3;
--   $p1 = "Practitioner.telecom:text"
--   $p2 = "Practitioner.telecom:texu"
--   $p3 = 21

-- telecom:missing
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_name` USING GSI)
  WHERE (d.`_search`.`keys`.`name` > $p1
    AND d.`_search`.`keys`.`name` < $p2)
    AND (NOT ($p3 IN d.`_search`.`present`))
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p4;
--   $p1 = "Practitioner/"
--   $p2 = "Practitioner0"
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
--   $p1 = "Practitioner._lastUpdated"
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
--   $p1 = "Practitioner/"
--   $p2 = "Practitioner0"
--   $p3 = "_lastUpdated"
--   $p4 = 21

-- _profile
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t = $p1 END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p2;
--   $p1 = "Practitioner._profile<urn:a"
--   $p2 = 21

-- _profile:below
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES (t = $p1) OR (t >= $p2 AND t < $p3) END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p4;
--   $p1 = "Practitioner._profile<urn:a"
--   $p2 = "Practitioner._profile<urn:a/"
--   $p3 = "Practitioner._profile<urn:a0"
--   $p4 = 21

-- _profile:missing
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_name` USING GSI)
  WHERE (d.`_search`.`keys`.`name` > $p1
    AND d.`_search`.`keys`.`name` < $p2)
    AND (NOT ($p3 IN d.`_search`.`present`))
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p4;
--   $p1 = "Practitioner/"
--   $p2 = "Practitioner0"
--   $p3 = "_profile"
--   $p4 = 21

-- _security
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t = $p1 END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p2;
--   $p1 = "Practitioner._security.code"
--   $p2 = 21

-- _security, system and code
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t = $p1 END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p2;
--   $p1 = "Practitioner._security=system|code"
--   $p2 = 21

-- _security:not
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_name` USING GSI)
  WHERE (d.`_search`.`keys`.`name` > $p1
    AND d.`_search`.`keys`.`name` < $p2)
    AND (NOT ((FIRST t FOR t IN d.`_search`.`terms` WHEN t = $p3 END) IS VALUED))
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p4;
--   $p1 = "Practitioner/"
--   $p2 = "Practitioner0"
--   $p3 = "Practitioner._security.code"
--   $p4 = 21

-- _security:text
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t >= $p1 AND t < $p2 END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p3;
--   $p1 = "Practitioner._security:text"
--   $p2 = "Practitioner._security:texu"
--   $p3 = 21

-- _security:missing
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_name` USING GSI)
  WHERE (d.`_search`.`keys`.`name` > $p1
    AND d.`_search`.`keys`.`name` < $p2)
    AND (NOT ($p3 IN d.`_search`.`present`))
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p4;
--   $p1 = "Practitioner/"
--   $p2 = "Practitioner0"
--   $p3 = "_security"
--   $p4 = 21

-- _source
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t = $p1 END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p2;
--   $p1 = "Practitioner._source<urn:a"
--   $p2 = 21

-- _source:below
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES (t = $p1) OR (t >= $p2 AND t < $p3) END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p4;
--   $p1 = "Practitioner._source<urn:a"
--   $p2 = "Practitioner._source<urn:a/"
--   $p3 = "Practitioner._source<urn:a0"
--   $p4 = 21

-- _source:missing
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_name` USING GSI)
  WHERE (d.`_search`.`keys`.`name` > $p1
    AND d.`_search`.`keys`.`name` < $p2)
    AND (NOT ($p3 IN d.`_search`.`present`))
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p4;
--   $p1 = "Practitioner/"
--   $p2 = "Practitioner0"
--   $p3 = "_source"
--   $p4 = 21

-- _tag
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t = $p1 END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p2;
--   $p1 = "Practitioner._tag.code"
--   $p2 = 21

-- _tag, system and code
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t = $p1 END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p2;
--   $p1 = "Practitioner._tag=system|code"
--   $p2 = 21

-- _tag:not
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_name` USING GSI)
  WHERE (d.`_search`.`keys`.`name` > $p1
    AND d.`_search`.`keys`.`name` < $p2)
    AND (NOT ((FIRST t FOR t IN d.`_search`.`terms` WHEN t = $p3 END) IS VALUED))
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p4;
--   $p1 = "Practitioner/"
--   $p2 = "Practitioner0"
--   $p3 = "Practitioner._tag.code"
--   $p4 = 21

-- _tag:text
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE ANY t IN d.`_search`.`terms` SATISFIES t >= $p1 AND t < $p2 END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p3;
--   $p1 = "Practitioner._tag:text"
--   $p2 = "Practitioner._tag:texu"
--   $p3 = 21

-- _tag:missing
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_name` USING GSI)
  WHERE (d.`_search`.`keys`.`name` > $p1
    AND d.`_search`.`keys`.`name` < $p2)
    AND (NOT ($p3 IN d.`_search`.`present`))
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p4;
--   $p1 = "Practitioner/"
--   $p2 = "Practitioner0"
--   $p3 = "_tag"
--   $p4 = 21

-- birthdate
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_range` USING GSI)
  WHERE ANY r IN d.`_search`.`ranges` SATISFIES r.`p` = $p1
    AND ((r.`high` > $p2)
    AND (r.`low` < $p3)) END
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p4;
--   $p1 = "Practitioner.birthdate"
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
--   $p1 = "Practitioner/"
--   $p2 = "Practitioner0"
--   $p3 = "birthdate"
--   $p4 = 21

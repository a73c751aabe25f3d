-- Encounter by date
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_date` USING GSI)
  WHERE d.`_search`.`keys`.`date` > $p1
    AND d.`_search`.`keys`.`date` < $p2
  ORDER BY d.`_search`.`keys`.`date` ASC
  LIMIT $p3;
--   $p1 = "Encounter/"
--   $p2 = "Encounter0"
--   $p3 = 21

-- Encounter by date, behind e7
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_date` USING GSI)
  WHERE d.`_search`.`keys`.`date` > $p1
    AND d.`_search`.`keys`.`date` < $p2
  ORDER BY d.`_search`.`keys`.`date` ASC
  LIMIT $p3;
--   $p1 = "Encounter/\u0000e7"
--   $p2 = "Encounter0"
--   $p3 = 21

-- Encounter by date, descending
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_date_desc` USING GSI)
  WHERE d.`_search`.`keys`.`date` > $p1
    AND d.`_search`.`keys`.`date` < $p2
  ORDER BY d.`_search`.`keys`.`date` DESC
  LIMIT $p3;
--   $p1 = "Encounter/"
--   $p2 = "Encounter0"
--   $p3 = 21

-- Encounter by date, descending, behind e7
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_date_desc` USING GSI)
  WHERE d.`_search`.`keys`.`date` > $p1
    AND d.`_search`.`keys`.`date` < $p2
  ORDER BY d.`_search`.`keys`.`date` DESC
  LIMIT $p3;
--   $p1 = "Encounter/"
--   $p2 = "Encounter/\u0000e7"
--   $p3 = 21

-- Encounter by name
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_name` USING GSI)
  WHERE d.`_search`.`keys`.`name` > $p1
    AND d.`_search`.`keys`.`name` < $p2
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p3;
--   $p1 = "Encounter/"
--   $p2 = "Encounter0"
--   $p3 = 21

-- Encounter by name, behind e7
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_name` USING GSI)
  WHERE d.`_search`.`keys`.`name` > $p1
    AND d.`_search`.`keys`.`name` < $p2
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p3;
--   $p1 = "Encounter/\u0000e7"
--   $p2 = "Encounter0"
--   $p3 = 21

-- Encounter by name, descending
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_name` USING GSI)
  WHERE d.`_search`.`keys`.`name` > $p1
    AND d.`_search`.`keys`.`name` < $p2
  ORDER BY d.`_search`.`keys`.`name` DESC
  LIMIT $p3;
--   $p1 = "Encounter/"
--   $p2 = "Encounter0"
--   $p3 = 21

-- Encounter by name, descending, behind e7
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_name` USING GSI)
  WHERE d.`_search`.`keys`.`name` > $p1
    AND d.`_search`.`keys`.`name` < $p2
  ORDER BY d.`_search`.`keys`.`name` DESC
  LIMIT $p3;
--   $p1 = "Encounter/"
--   $p2 = "Encounter/\u0000e7"
--   $p3 = 21

-- Encounter by updated
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_updated` USING GSI)
  WHERE d.`_search`.`keys`.`updated` > $p1
    AND d.`_search`.`keys`.`updated` < $p2
  ORDER BY d.`_search`.`keys`.`updated` ASC
  LIMIT $p3;
--   $p1 = "Encounter/"
--   $p2 = "Encounter0"
--   $p3 = 21

-- Encounter by updated, behind e7
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_updated` USING GSI)
  WHERE d.`_search`.`keys`.`updated` > $p1
    AND d.`_search`.`keys`.`updated` < $p2
  ORDER BY d.`_search`.`keys`.`updated` ASC
  LIMIT $p3;
--   $p1 = "Encounter/\u0000e7"
--   $p2 = "Encounter0"
--   $p3 = 21

-- Encounter by updated, descending
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_updated_desc` USING GSI)
  WHERE d.`_search`.`keys`.`updated` > $p1
    AND d.`_search`.`keys`.`updated` < $p2
  ORDER BY d.`_search`.`keys`.`updated` DESC
  LIMIT $p3;
--   $p1 = "Encounter/"
--   $p2 = "Encounter0"
--   $p3 = 21

-- Encounter by updated, descending, behind e7
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_updated_desc` USING GSI)
  WHERE d.`_search`.`keys`.`updated` > $p1
    AND d.`_search`.`keys`.`updated` < $p2
  ORDER BY d.`_search`.`keys`.`updated` DESC
  LIMIT $p3;
--   $p1 = "Encounter/"
--   $p2 = "Encounter/\u0000e7"
--   $p3 = 21

-- Encounter by reviewTime
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_review` USING GSI)
  WHERE d.`_search`.`keys`.`reviewTime` > $p1
    AND d.`_search`.`keys`.`reviewTime` < $p2
  ORDER BY d.`_search`.`keys`.`reviewTime` ASC
  LIMIT $p3;
--   $p1 = "Encounter/"
--   $p2 = "Encounter0"
--   $p3 = 21

-- Encounter by reviewTime, behind e7
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_review` USING GSI)
  WHERE d.`_search`.`keys`.`reviewTime` > $p1
    AND d.`_search`.`keys`.`reviewTime` < $p2
  ORDER BY d.`_search`.`keys`.`reviewTime` ASC
  LIMIT $p3;
--   $p1 = "Encounter/0\u0000e7"
--   $p2 = "Encounter0"
--   $p3 = 21

-- Encounter by reviewTime, descending
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_review` USING GSI)
  WHERE d.`_search`.`keys`.`reviewTime` > $p1
    AND d.`_search`.`keys`.`reviewTime` < $p2
  ORDER BY d.`_search`.`keys`.`reviewTime` DESC
  LIMIT $p3;
--   $p1 = "Encounter/"
--   $p2 = "Encounter0"
--   $p3 = 21

-- Encounter by reviewTime, descending, behind e7
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_review` USING GSI)
  WHERE d.`_search`.`keys`.`reviewTime` > $p1
    AND d.`_search`.`keys`.`reviewTime` < $p2
  ORDER BY d.`_search`.`keys`.`reviewTime` DESC
  LIMIT $p3;
--   $p1 = "Encounter/"
--   $p2 = "Encounter/0\u0000e7"
--   $p3 = 21

-- Encounter by id
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_id` USING GSI)
  WHERE META(d).id > $p1
    AND META(d).id < $p2
  ORDER BY META(d).id ASC
  LIMIT $p3;
--   $p1 = "Encounter/"
--   $p2 = "Encounter0"
--   $p3 = 21

-- Encounter by id, behind e7
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_id` USING GSI)
  WHERE META(d).id > $p1
    AND META(d).id < $p2
  ORDER BY META(d).id ASC
  LIMIT $p3;
--   $p1 = "Encounter/e7"
--   $p2 = "Encounter0"
--   $p3 = 21

-- Encounter by id, descending
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_id` USING GSI)
  WHERE META(d).id > $p1
    AND META(d).id < $p2
  ORDER BY META(d).id DESC
  LIMIT $p3;
--   $p1 = "Encounter/"
--   $p2 = "Encounter0"
--   $p3 = 21

-- Encounter by id, descending, behind e7
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_id` USING GSI)
  WHERE META(d).id > $p1
    AND META(d).id < $p2
  ORDER BY META(d).id DESC
  LIMIT $p3;
--   $p1 = "Encounter/"
--   $p2 = "Encounter/e7"
--   $p3 = 21

-- Encounter by date, then id descending
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_date` USING GSI)
  WHERE d.`_search`.`keys`.`date` >= $p1
    AND d.`_search`.`keys`.`date` < $p2
  ORDER BY SPLIT(IFMISSINGORNULL(d.`_search`.`keys`.`date`, ""), $p3)[0] ASC, META(d).id DESC, META(d).id DESC
  LIMIT $p4;
--   $p1 = "Encounter/"
--   $p2 = "Encounter0"
--   $p3 = "\u0000"
--   $p4 = 21

-- Encounter by date, then id descending, behind e7
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_date` USING GSI)
  WHERE (d.`_search`.`keys`.`date` >= $p1
    AND d.`_search`.`keys`.`date` < $p2)
    AND ((SPLIT(IFMISSINGORNULL(d.`_search`.`keys`.`date`, ""), $p3)[0] > $p4) OR ((SPLIT(IFMISSINGORNULL(d.`_search`.`keys`.`date`, ""), $p5)[0] = $p6)
    AND (META(d).id < $p7)) OR ((SPLIT(IFMISSINGORNULL(d.`_search`.`keys`.`date`, ""), $p8)[0] = $p9)
    AND (META(d).id = $p10)
    AND (META(d).id < $p11)))
  ORDER BY SPLIT(IFMISSINGORNULL(d.`_search`.`keys`.`date`, ""), $p12)[0] ASC, META(d).id DESC, META(d).id DESC
  LIMIT $p13;
--   $p1 = "Encounter/"
--   $p2 = "Encounter0"
--   $p3 = "\u0000"
--   $p4 = "Encounter/"
--   $p5 = "\u0000"
--   $p6 = "Encounter/"
--   $p7 = "Encounter/e7"
--   $p8 = "\u0000"
--   $p9 = "Encounter/"
--   $p10 = "Encounter/e7"
--   $p11 = "Encounter/e7"
--   $p12 = "\u0000"
--   $p13 = 21

-- Encounter by account and appointment
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_id` USING GSI)
  WHERE META(d).id > $p1
    AND META(d).id < $p2
  ORDER BY IFMISSINGORNULL(d.`_search`.`sorts`.`account`[0], $p3) ASC, IFMISSINGORNULL(d.`_search`.`sorts`.`appointment`[-1], $p4) DESC, META(d).id DESC
  LIMIT $p5;
--   $p1 = "Encounter/"
--   $p2 = "Encounter0"
--   $p3 = ""
--   $p4 = ""
--   $p5 = 21

-- Encounter by account and appointment, behind e7
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_id` USING GSI)
  WHERE (META(d).id > $p1
    AND META(d).id < $p2)
    AND ((IFMISSINGORNULL(d.`_search`.`sorts`.`account`[0], $p3) > $p4) OR ((IFMISSINGORNULL(d.`_search`.`sorts`.`account`[0], $p5) = $p6)
    AND (IFMISSINGORNULL(d.`_search`.`sorts`.`appointment`[-1], $p7) < $p8)) OR ((IFMISSINGORNULL(d.`_search`.`sorts`.`account`[0], $p9) = $p10)
    AND (IFMISSINGORNULL(d.`_search`.`sorts`.`appointment`[-1], $p11) = $p12)
    AND (META(d).id < $p13)))
  ORDER BY IFMISSINGORNULL(d.`_search`.`sorts`.`account`[0], $p14) ASC, IFMISSINGORNULL(d.`_search`.`sorts`.`appointment`[-1], $p15) DESC, META(d).id DESC
  LIMIT $p16;
--   $p1 = "Encounter/"
--   $p2 = "Encounter0"
--   $p3 = ""
--   $p4 = ""
--   $p5 = ""
--   $p6 = ""
--   $p7 = ""
--   $p8 = ""
--   $p9 = ""
--   $p10 = ""
--   $p11 = ""
--   $p12 = ""
--   $p13 = "Encounter/e7"
--   $p14 = ""
--   $p15 = ""
--   $p16 = 21

-- Patient by date
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_date` USING GSI)
  WHERE d.`_search`.`keys`.`date` > $p1
    AND d.`_search`.`keys`.`date` < $p2
  ORDER BY d.`_search`.`keys`.`date` ASC
  LIMIT $p3;
--   $p1 = "Patient/"
--   $p2 = "Patient0"
--   $p3 = 21

-- Patient by date, behind p7
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_date` USING GSI)
  WHERE d.`_search`.`keys`.`date` > $p1
    AND d.`_search`.`keys`.`date` < $p2
  ORDER BY d.`_search`.`keys`.`date` ASC
  LIMIT $p3;
--   $p1 = "Patient/\u0000p7"
--   $p2 = "Patient0"
--   $p3 = 21

-- Patient by date, descending
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_date_desc` USING GSI)
  WHERE d.`_search`.`keys`.`date` > $p1
    AND d.`_search`.`keys`.`date` < $p2
  ORDER BY d.`_search`.`keys`.`date` DESC
  LIMIT $p3;
--   $p1 = "Patient/"
--   $p2 = "Patient0"
--   $p3 = 21

-- Patient by date, descending, behind p7
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_date_desc` USING GSI)
  WHERE d.`_search`.`keys`.`date` > $p1
    AND d.`_search`.`keys`.`date` < $p2
  ORDER BY d.`_search`.`keys`.`date` DESC
  LIMIT $p3;
--   $p1 = "Patient/"
--   $p2 = "Patient/\u0000p7"
--   $p3 = 21

-- Patient by name
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_name` USING GSI)
  WHERE d.`_search`.`keys`.`name` > $p1
    AND d.`_search`.`keys`.`name` < $p2
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p3;
--   $p1 = "Patient/"
--   $p2 = "Patient0"
--   $p3 = 21

-- Patient by name, behind p7
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_name` USING GSI)
  WHERE d.`_search`.`keys`.`name` > $p1
    AND d.`_search`.`keys`.`name` < $p2
  ORDER BY d.`_search`.`keys`.`name` ASC
  LIMIT $p3;
--   $p1 = "Patient/\u0000p7"
--   $p2 = "Patient0"
--   $p3 = 21

-- Patient by name, descending
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_name` USING GSI)
  WHERE d.`_search`.`keys`.`name` > $p1
    AND d.`_search`.`keys`.`name` < $p2
  ORDER BY d.`_search`.`keys`.`name` DESC
  LIMIT $p3;
--   $p1 = "Patient/"
--   $p2 = "Patient0"
--   $p3 = 21

-- Patient by name, descending, behind p7
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_name` USING GSI)
  WHERE d.`_search`.`keys`.`name` > $p1
    AND d.`_search`.`keys`.`name` < $p2
  ORDER BY d.`_search`.`keys`.`name` DESC
  LIMIT $p3;
--   $p1 = "Patient/"
--   $p2 = "Patient/\u0000p7"
--   $p3 = 21

-- Patient by updated
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_updated` USING GSI)
  WHERE d.`_search`.`keys`.`updated` > $p1
    AND d.`_search`.`keys`.`updated` < $p2
  ORDER BY d.`_search`.`keys`.`updated` ASC
  LIMIT $p3;
--   $p1 = "Patient/"
--   $p2 = "Patient0"
--   $p3 = 21

-- Patient by updated, behind p7
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_updated` USING GSI)
  WHERE d.`_search`.`keys`.`updated` > $p1
    AND d.`_search`.`keys`.`updated` < $p2
  ORDER BY d.`_search`.`keys`.`updated` ASC
  LIMIT $p3;
--   $p1 = "Patient/\u0000p7"
--   $p2 = "Patient0"
--   $p3 = 21

-- Patient by updated, descending
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_updated_desc` USING GSI)
  WHERE d.`_search`.`keys`.`updated` > $p1
    AND d.`_search`.`keys`.`updated` < $p2
  ORDER BY d.`_search`.`keys`.`updated` DESC
  LIMIT $p3;
--   $p1 = "Patient/"
--   $p2 = "Patient0"
--   $p3 = 21

-- Patient by updated, descending, behind p7
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_updated_desc` USING GSI)
  WHERE d.`_search`.`keys`.`updated` > $p1
    AND d.`_search`.`keys`.`updated` < $p2
  ORDER BY d.`_search`.`keys`.`updated` DESC
  LIMIT $p3;
--   $p1 = "Patient/"
--   $p2 = "Patient/\u0000p7"
--   $p3 = 21

-- Patient by reviewTime
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_review` USING GSI)
  WHERE d.`_search`.`keys`.`reviewTime` > $p1
    AND d.`_search`.`keys`.`reviewTime` < $p2
  ORDER BY d.`_search`.`keys`.`reviewTime` ASC
  LIMIT $p3;
--   $p1 = "Patient/"
--   $p2 = "Patient0"
--   $p3 = 21

-- Patient by reviewTime, behind p7
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_review` USING GSI)
  WHERE d.`_search`.`keys`.`reviewTime` > $p1
    AND d.`_search`.`keys`.`reviewTime` < $p2
  ORDER BY d.`_search`.`keys`.`reviewTime` ASC
  LIMIT $p3;
--   $p1 = "Patient/0\u0000p7"
--   $p2 = "Patient0"
--   $p3 = 21

-- Patient by reviewTime, descending
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_review` USING GSI)
  WHERE d.`_search`.`keys`.`reviewTime` > $p1
    AND d.`_search`.`keys`.`reviewTime` < $p2
  ORDER BY d.`_search`.`keys`.`reviewTime` DESC
  LIMIT $p3;
--   $p1 = "Patient/"
--   $p2 = "Patient0"
--   $p3 = 21

-- Patient by reviewTime, descending, behind p7
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_review` USING GSI)
  WHERE d.`_search`.`keys`.`reviewTime` > $p1
    AND d.`_search`.`keys`.`reviewTime` < $p2
  ORDER BY d.`_search`.`keys`.`reviewTime` DESC
  LIMIT $p3;
--   $p1 = "Patient/"
--   $p2 = "Patient/0\u0000p7"
--   $p3 = 21

-- Patient by id
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_id` USING GSI)
  WHERE META(d).id > $p1
    AND META(d).id < $p2
  ORDER BY META(d).id ASC
  LIMIT $p3;
--   $p1 = "Patient/"
--   $p2 = "Patient0"
--   $p3 = 21

-- Patient by id, behind p7
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_id` USING GSI)
  WHERE META(d).id > $p1
    AND META(d).id < $p2
  ORDER BY META(d).id ASC
  LIMIT $p3;
--   $p1 = "Patient/p7"
--   $p2 = "Patient0"
--   $p3 = 21

-- Patient by id, descending
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_id` USING GSI)
  WHERE META(d).id > $p1
    AND META(d).id < $p2
  ORDER BY META(d).id DESC
  LIMIT $p3;
--   $p1 = "Patient/"
--   $p2 = "Patient0"
--   $p3 = 21

-- Patient by id, descending, behind p7
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_id` USING GSI)
  WHERE META(d).id > $p1
    AND META(d).id < $p2
  ORDER BY META(d).id DESC
  LIMIT $p3;
--   $p1 = "Patient/"
--   $p2 = "Patient/p7"
--   $p3 = 21

-- Patient by date, then id descending
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_date` USING GSI)
  WHERE d.`_search`.`keys`.`date` >= $p1
    AND d.`_search`.`keys`.`date` < $p2
  ORDER BY SPLIT(IFMISSINGORNULL(d.`_search`.`keys`.`date`, ""), $p3)[0] ASC, META(d).id DESC, META(d).id DESC
  LIMIT $p4;
--   $p1 = "Patient/"
--   $p2 = "Patient0"
--   $p3 = "\u0000"
--   $p4 = 21

-- Patient by date, then id descending, behind p7
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_date` USING GSI)
  WHERE (d.`_search`.`keys`.`date` >= $p1
    AND d.`_search`.`keys`.`date` < $p2)
    AND ((SPLIT(IFMISSINGORNULL(d.`_search`.`keys`.`date`, ""), $p3)[0] > $p4) OR ((SPLIT(IFMISSINGORNULL(d.`_search`.`keys`.`date`, ""), $p5)[0] = $p6)
    AND (META(d).id < $p7)) OR ((SPLIT(IFMISSINGORNULL(d.`_search`.`keys`.`date`, ""), $p8)[0] = $p9)
    AND (META(d).id = $p10)
    AND (META(d).id < $p11)))
  ORDER BY SPLIT(IFMISSINGORNULL(d.`_search`.`keys`.`date`, ""), $p12)[0] ASC, META(d).id DESC, META(d).id DESC
  LIMIT $p13;
--   $p1 = "Patient/"
--   $p2 = "Patient0"
--   $p3 = "\u0000"
--   $p4 = "Patient/"
--   $p5 = "\u0000"
--   $p6 = "Patient/"
--   $p7 = "Patient/p7"
--   $p8 = "\u0000"
--   $p9 = "Patient/"
--   $p10 = "Patient/p7"
--   $p11 = "Patient/p7"
--   $p12 = "\u0000"
--   $p13 = 21

-- Patient by active and address
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_id` USING GSI)
  WHERE META(d).id > $p1
    AND META(d).id < $p2
  ORDER BY IFMISSINGORNULL(d.`_search`.`sorts`.`active`[0], $p3) ASC, IFMISSINGORNULL(d.`_search`.`sorts`.`address`[-1], $p4) DESC, META(d).id DESC
  LIMIT $p5;
--   $p1 = "Patient/"
--   $p2 = "Patient0"
--   $p3 = ""
--   $p4 = ""
--   $p5 = 21

-- Patient by active and address, behind p7
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_id` USING GSI)
  WHERE (META(d).id > $p1
    AND META(d).id < $p2)
    AND ((IFMISSINGORNULL(d.`_search`.`sorts`.`active`[0], $p3) > $p4) OR ((IFMISSINGORNULL(d.`_search`.`sorts`.`active`[0], $p5) = $p6)
    AND (IFMISSINGORNULL(d.`_search`.`sorts`.`address`[-1], $p7) < $p8)) OR ((IFMISSINGORNULL(d.`_search`.`sorts`.`active`[0], $p9) = $p10)
    AND (IFMISSINGORNULL(d.`_search`.`sorts`.`address`[-1], $p11) = $p12)
    AND (META(d).id < $p13)))
  ORDER BY IFMISSINGORNULL(d.`_search`.`sorts`.`active`[0], $p14) ASC, IFMISSINGORNULL(d.`_search`.`sorts`.`address`[-1], $p15) DESC, META(d).id DESC
  LIMIT $p16;
--   $p1 = "Patient/"
--   $p2 = "Patient0"
--   $p3 = ""
--   $p4 = ""
--   $p5 = ""
--   $p6 = ""
--   $p7 = ""
--   $p8 = ""
--   $p9 = ""
--   $p10 = ""
--   $p11 = ""
--   $p12 = ""
--   $p13 = "Patient/p7"
--   $p14 = ""
--   $p15 = ""
--   $p16 = 21

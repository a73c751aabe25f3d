-- few refer to the patient
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE (ANY t IN d.`_search`.`terms` SATISFIES t = $p1 END)
    AND ((FIRST t FOR t IN d.`_search`.`terms` WHEN t = $p2 END) IS VALUED)
    AND (d.`reviewed` = $p3)
    AND (d.`_search`.`keys`.`date` < $p4)
  ORDER BY d.`_search`.`keys`.`date` DESC
  LIMIT $p5;
--   $p1 = "Encounter.patient>Patient/1"
--   $p2 = "Encounter.status.finished"
--   $p3 = false
--   $p4 = "Encounter/\u0000e7"
--   $p5 = 21

-- many do
SELECT RAW META(d).id
  FROM `tenant_demo` AS d USE INDEX (`by_date_desc` USING GSI)
  WHERE (d.`_search`.`keys`.`date` > $p1
    AND d.`_search`.`keys`.`date` < $p2)
    AND ((FIRST t FOR t IN d.`_search`.`terms` WHEN t = $p3 END) IS VALUED)
    AND ((FIRST t FOR t IN d.`_search`.`terms` WHEN t = $p4 END) IS VALUED)
    AND (d.`reviewed` = $p5)
  ORDER BY d.`_search`.`keys`.`date` DESC
  LIMIT $p6;
--   $p1 = "Encounter/"
--   $p2 = "Encounter/\u0000e7"
--   $p3 = "Encounter.status.finished"
--   $p4 = "Encounter.patient>Patient/1"
--   $p5 = false
--   $p6 = 21

-- a count
SELECT RAW COUNT(1)
  FROM `tenant_demo` AS d USE INDEX (`by_term` USING GSI)
  WHERE (ANY t IN d.`_search`.`terms` SATISFIES t = $p1 END)
    AND ((FIRST t FOR t IN d.`_search`.`terms` WHEN t = $p2 END) IS VALUED)
    AND (d.`reviewed` = $p3);
--   $p1 = "Encounter.status.finished"
--   $p2 = "Encounter.patient>Patient/1"
--   $p3 = false

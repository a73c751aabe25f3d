import { graphql } from './gql';

export const tenantState = graphql(`
  query TenantState {
    tenant { id state progress }
  }
`);

export const warmUp = graphql(`
  mutation WarmUp {
    warmUpTenant(wait: false) { id state progress }
  }
`);

export const worklist = graphql(`
  query ConsoleWorklist($first: Int = 50, $after: String, $filter: EncounterFilter = { reviewed: false }, $orderBy: EncounterOrder) {
    encounters(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {
      count
      edges {
        cursor
        node { ...EncounterRow }
      }
      pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    }
  }

  fragment EncounterRow on Encounter {
    id
    meta { versionId }
    status
    class { code display }
    type { text coding { display } }
    reasonCode { text coding { display } }
    period { start end }
    reviewed
    reviewTime
    reviewedBy
    patient { ...Person }
    practitioners { id name { use text family given prefix suffix } }
  }

  fragment Person on Patient {
    id
    name { use text family given prefix suffix }
    birthDate
    gender
    deceasedDateTime
    deceasedBoolean
  }
`);

export const findPatients = graphql(`
  query FindPatients($name: String!) {
    patients(first: 100, filter: { name: $name }) {
      count
      edges { node { id } }
    }
  }
`);

export const encounterDetail = graphql(`
  query ConsoleEncounter($id: ID!) {
    encounter(id: $id) {
      ...EncounterRow
      priority { text coding { display } }
      serviceProvider { display }
      location { location { display } }
      hospitalization {
        admitSource { text coding { display } }
        dischargeDisposition { text coding { display } }
      }
      participant { type { text coding { code display } } individual { reference } }
      patient {
        ...Person
        identifier { system value type { text coding { code } } }
        telecom { system value use }
        address { line city state postalCode country }
        generalPractitioner { display }
        encounters(first: 12) {
          count
          edges { node { ...HistoryEntry } }
        }
      }
    }
  }

  fragment HistoryEntry on Encounter {
    id
    status
    class { code display }
    type { text coding { display } }
    period { start end }
    reviewed
  }
`);

export const review = graphql(`
  mutation ConsoleReview($id: ID!, $reviewed: Boolean!, $expectedVersion: String) {
    review(input: { resourceType: ENCOUNTER, id: $id, reviewed: $reviewed, expectedVersion: $expectedVersion }) {
      id
      reviewed
      reviewTime
      reviewedBy
    }
  }
`);

export const reviewMany = graphql(`
  mutation ConsoleReviewMany($inputs: [ReviewInput!]!) {
    reviewMany(inputs: $inputs) {
      id
      resource { id reviewed reviewTime reviewedBy }
      error { code message }
    }
  }
`);

export const progress = graphql(`
  query ConsoleProgress {
    reviewProgress { resourceType total reviewed }
  }
`);

/** What the landing page opens with. */
export const firstDocument = `# 1. Make your tenant ready (its name is in the header x-tenant-id).
mutation WarmUp {
  warmUpTenant {
    id
    state
    coolsAt
    counts { resourceType total }
  }
}

# 2. What is there to review?
query Worklist($after: String) {
  encounters(first: 10, after: $after, filter: { reviewed: false }) {
    count
    edges {
      node {
        id
        status
        period { start end }
        reviewed
        patient { id name { family given } birthDate }
        practitioners { id name { family given } }
      }
    }
    pageInfo { hasNextPage endCursor }
  }
}

# 3. Review one: put an id from the list into the variables.
mutation Review($id: ID!) {
  review(input: { resourceType: ENCOUNTER, id: $id }) {
    id
    reviewed
    reviewTime
  }
}

# 4. How far are you?
query Progress {
  reviewProgress { resourceType total reviewed }
}
`;

export const firstVariables = { id: '' };

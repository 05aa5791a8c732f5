using Feedback.Core.Storage;
using Microsoft.Azure.Cosmos;

namespace Feedback.Cosmos;

/// <summary>A range of ids within the partition that the request names, as a query. Cosmos DB orders strings by their code points, so ASCII by its
/// bytes.</summary>
internal static class RangeQuery
{
    public static QueryDefinition Of(IdRange range)
    {
        // One lower and one upper bound, so that the index is read from one to the other.
        var (lower, inclusive, upper) = (range.From, true, range.To);
        if (range.After is { } after)
        {
            if (range.Descending)
                upper = upper is null || string.CompareOrdinal(after, upper) < 0 ? after : upper;
            else if (lower is null || string.CompareOrdinal(after, lower) >= 0)
                (lower, inclusive) = (after, false);
        }

        List<string> bounds = [];
        if (lower is not null)
            bounds.Add(inclusive ? "c.id >= @lower" : "c.id > @lower");
        if (upper is not null)
            bounds.Add("c.id < @upper");
        var query = new QueryDefinition(
            $"SELECT * FROM c {(bounds.Count == 0 ? "" : $"WHERE {string.Join(" AND ", bounds)} ")}ORDER BY c.id {(range.Descending ? "DESC" : "ASC")}");
        if (lower is not null)
            query = query.WithParameter("@lower", lower);
        return upper is null ? query : query.WithParameter("@upper", upper);
    }
}

using Feedback.Core.Signals;

namespace Feedback.Core.Maps;

/// <summary>Whose customers a sum of folds counts. Counting them is most of what it costs.</summary>
public readonly record struct CountedCustomers
{
    private readonly bool _any;
    private readonly string? _stage;

    private CountedCustomers(string? stage) => (_any, _stage) = (true, stage);

    /// <summary>Nobody's.</summary>
    public static CountedCustomers None => default;

    /// <summary>Those of all stages.</summary>
    public static CountedCustomers All => new(null);

    /// <summary>Those of one stage.</summary>
    public static CountedCustomers Of(string stage) => new(stage);

    /// <summary>Whether these are counted.</summary>
    public bool Holds(FoldCustomers customers) => _any && (_stage is null || customers.Stage == _stage);
}

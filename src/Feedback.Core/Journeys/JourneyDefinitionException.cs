namespace Feedback.Core.Journeys;

/// <summary>A fault in a journey definition, or in what is said of definitions.</summary>
/// <param name="File">The file it stands in; empty when it stands in none.</param>
/// <param name="Path">Where in the file, as a JSON Pointer (RFC 6901), such as <c>/themes/3/stage</c>; empty for the file as a whole.</param>
/// <param name="Message">What is wrong, for whoever has to fix it.</param>
public sealed record JourneyDefinitionProblem(string File, string Path, string Message)
{
    /// <summary>The problem in one line.</summary>
    public override string ToString() => (File, Path) switch
    {
        ("", "") => Message,
        (_, "") => $"{File}: {Message}",
        ("", _) => $"{Path}: {Message}",
        _ => $"{File} {Path}: {Message}",
    };
}

/// <summary>Journey definitions cannot be used; says every reason, one a line.</summary>
public sealed class JourneyDefinitionException : Exception
{
    /// <summary>The error of these problems.</summary>
    /// <param name="problems">At least one problem.</param>
    public JourneyDefinitionException(IReadOnlyList<JourneyDefinitionProblem> problems)
        : base(string.Join('\n', problems)) => Problems = problems;

    /// <summary>Every problem that was found, in the order of the file.</summary>
    public IReadOnlyList<JourneyDefinitionProblem> Problems { get; }
}

namespace Feedback.Core.Erasures;

/// <summary>Files beside the store in which a person's traces may stand. The port through which an erasure reaches them.</summary>
public interface IPersonalFiles
{
    /// <summary>Removes what stands there of a person. Doing it again does no harm.</summary>
    Task EraseAsync(PersonalTraces person, CancellationToken cancellationToken = default);
}

/// <summary>By what a person's traces are known.</summary>
/// <param name="Identifiers">The customer number and the email addresses under which sources spoke of them.</param>
/// <param name="Mails">The ids of the mails that were written to them.</param>
/// <param name="Feedback">The ids of their feedback: what quotes it links to it.</param>
public sealed record PersonalTraces(IReadOnlyCollection<string> Identifiers, IReadOnlyCollection<string> Mails, IReadOnlyCollection<string> Feedback);

using Feedback.Core.Storage;

namespace Feedback.Sqlite.Tests;

/// <summary>The contract for signals, which are stored with their words.</summary>
public class SignalsContractTests : SqliteStoreContractTests
{
    protected override string Container => Containers.Signals;
}

/// <summary>The same while what was written moves into the tables all the time.</summary>
public sealed class ShortSegmentsOfSignalsContractTests : SignalsContractTests
{
    private protected override SqliteStoreOptions Options => base.Options with { SegmentBytes = 6_000 };
}

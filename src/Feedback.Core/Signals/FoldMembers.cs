namespace Feedback.Core.Signals;

/// <summary>Some of the customers whom one fold names: it knows each by its place among all of them, so a fold keeps every hash once.</summary>
/// <param name="everyone">The hashes of all customers of the fold, in order.</param>
/// <param name="places">The places of these, in order; <c>null</c> for all.</param>
internal sealed class FoldMembers(ulong[] everyone, int[]? places)
{
    public static readonly FoldMembers None = new([], null);

    public int Count => places?.Length ?? everyone.Length;

    public ulong this[int index] => everyone[places?[index] ?? index];

    /// <summary>Their hashes, in order. Not to be changed.</summary>
    public ulong[] Hashes() => places is null ? everyone : Array.ConvertAll(places, place => everyone[place]);
}

namespace Feedback.Core.Signals;

/// <summary>
/// The folds that this instance is working on, in bounded memory: those that were not used for longest go first. Whoever uses one takes it out, and puts it
/// back only when all that was added to it is stored, so a failure on the way loses it, and nobody else adds to it meanwhile.
/// </summary>
internal sealed class RunningFolds
{
    // An hour of eight million feedback, or some hundred usual ones.
    private const long MostBytes = 224 * 1024 * 1024;

    private readonly Lock _gate = new();
    private readonly LinkedList<(string Journey, FoldPeriod Period, RunningFold Fold, long Bytes)> _byUse = new();
    private readonly Dictionary<(string Journey, FoldPeriod Period), LinkedListNode<(string Journey, FoldPeriod Period, RunningFold Fold, long Bytes)>> _nodes
        = [];

    private long _bytes;

    /// <summary>Takes a fold out; <c>null</c> when it is not there.</summary>
    public RunningFold? Take(string journey, FoldPeriod period)
    {
        lock (_gate)
            return _nodes.TryGetValue((journey, period), out var node) ? Remove(node) : null;
    }

    /// <summary>Puts a fold in.</summary>
    public void Put(string journey, FoldPeriod period, RunningFold fold)
    {
        var bytes = fold.Footprint;
        lock (_gate)
        {
            if (_nodes.TryGetValue((journey, period), out var before))
                Remove(before);
            _nodes[(journey, period)] = _byUse.AddLast((journey, period, fold, bytes));
            _bytes += bytes;
            while (_bytes > MostBytes && _byUse.First is { } oldest)
                Remove(oldest);
        }
    }

    private RunningFold Remove(LinkedListNode<(string Journey, FoldPeriod Period, RunningFold Fold, long Bytes)> node)
    {
        _byUse.Remove(node);
        _nodes.Remove((node.Value.Journey, node.Value.Period));
        _bytes -= node.Value.Bytes;
        return node.Value.Fold;
    }
}

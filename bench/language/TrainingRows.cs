using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Feedback.Core.Language;

namespace Feedback.Bench.Language;

/// <summary>The labelled texts from which the sentiment model learns. No row that is reported as held out is among them.</summary>
internal static class TrainingRows
{
    private const int ShortestSentence = 25;
    private const int LongestSentence = 300;

    // Intents of customers for whom something went wrong.
    private static readonly HashSet<string> Problems = new(StringComparer.Ordinal)
    {
        "Refund_not_showing_up", "balance_not_updated_after_bank_transfer", "balance_not_updated_after_cheque_or_cash_deposit", "card_not_working",
        "card_payment_not_recognised", "card_payment_wrong_exchange_rate", "card_swallowed", "cash_withdrawal_not_recognised", "compromised_card",
        "contactless_not_working", "declined_card_payment", "declined_cash_withdrawal", "declined_transfer", "direct_debit_payment_not_recognised",
        "extra_charge_on_statement", "failed_transfer", "lost_or_stolen_card", "pin_blocked", "reverted_card_payment?", "top_up_failed", "top_up_reverted",
        "transaction_charged_twice", "transfer_not_received_by_recipient", "unable_to_verify_identity", "virtual_card_not_working",
        "wrong_amount_of_cash_received", "wrong_exchange_rate_for_cash_withdrawal",
    };

    // Intents of customers for whom something may have gone wrong or not.
    private static readonly HashSet<string> Either = new(StringComparer.Ordinal)
    {
        "beneficiary_not_allowed", "card_arrival", "card_payment_fee_charged", "cash_withdrawal_charge", "exchange_charge", "lost_or_stolen_phone",
        "passcode_forgotten", "pending_card_payment", "pending_cash_withdrawal", "pending_top_up", "pending_transfer", "terminate_account",
        "top_up_by_bank_transfer_charge", "top_up_by_card_charge", "transfer_fee_charged", "transfer_timing", "verify_top_up",
        "complaint", "payment_issue", "registration_problems", "review",
    };

    /// <summary>All of them, in an order that follows from the files.</summary>
    public static IEnumerable<LabelledText> ReadAll(string directory)
    {
        var goemotions = CsvTable.Rows(Path.Combine(directory, "goemotions_sentiment.tsv"), '\t').Where(row => row["split"] == "train")
            .Select(row => new LabelledText("goemotions", false, row["label"] switch { "positive" => 1, "negative" => -1, _ => 0 }, row["text"]));
        var reported = LabelledText.ReadAll(directory).Where(text => !text.HeldOut).ToArray();
        var clothing = reported.Where(text => text is { Set: "clothing", Label: not 0 });
        var complaints = reported.Where(text => text.Set == "cfpb" && !IsLabelledApart(text.Text)).SelectMany(text => Sentences(text.Text))
            .Select(text => new LabelledText("cfpb", false, -1, text));
        IEnumerable<LabelledText> texts =
        [
            .. Some(goemotions, 14_000),
            .. reported.Where(text => text.Set.StartsWith("uci", StringComparison.Ordinal)).Select(text => text with { Set = "uci" }),
            .. Some(clothing, 2_500),
            .. Some(complaints, 4_000),
            .. Some(Intents(directory, "banking77", "category").Where(text => !text.HeldOut), 5_000),
            .. Some(Intents(directory, "bitext_customer_service", "intent").Where(text => !text.HeldOut), 2_000),
        ];
        return texts.Where(text => !IsLabelledApart(text.Text));
    }

    /// <summary>Requests to a service desk: those of customers for whom something went wrong are negative, those where nothing did are neutral.</summary>
    public static IEnumerable<LabelledText> Intents(string directory, string set, string column) =>
        CsvTable.Rows(Path.Combine(directory, set + ".csv"))
            .Where(row => !Either.Contains(row[column]))
            .Select(row => new LabelledText(set, row["split"] != "train", Problems.Contains(row[column]) ? -1 : 0, row["text"]));

    /// <summary>Whether clauses of this text are among those of <c>data/labelled</c> that nothing may learn from; by the rule of its <c>draw.py</c>.</summary>
    public static bool IsLabelledApart(string text) => SHA256.HashData(Encoding.UTF8.GetBytes("half\u001f" + text))[^1] % 2 == 1;

    private static IEnumerable<string> Sentences(string text) => new BuiltInLanguageAnalysis().AnalyseAsync([new(text, "en")]).Result[0].Analysis!.Sentences
        .Where(sentence => sentence.Span.Length is >= ShortestSentence and <= LongestSentence)
        .Select(sentence => sentence.Span.Of(text));

    // The first by their hash: a sample that is the same everywhere.
    private static IEnumerable<LabelledText> Some(IEnumerable<LabelledText> texts, int count) =>
        texts.OrderBy(text => Place(text.Text)).ThenBy(text => text.Text, StringComparer.Ordinal).Take(count);

    private static uint Place(string text)
    {
        var hash = 2166136261;
        foreach (var b in Encoding.UTF8.GetBytes(text.Length.ToString(CultureInfo.InvariantCulture) + text)) hash = unchecked((hash ^ b) * 16777619);
        return hash ^ (hash >> 15);
    }
}

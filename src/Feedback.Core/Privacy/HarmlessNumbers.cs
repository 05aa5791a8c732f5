using System.Text.RegularExpressions;
using Feedback.Core.Records;

namespace Feedback.Core.Privacy;

/// <summary>
/// Numbers that tell of nobody and are long enough to be taken for one that does: dates, times, years, scores, amounts, versions, standards, codes of faults,
/// coordinates, and the numbers of orders where the text calls them so. A date is one only if it can be in a calendar and no further digits belong to it.
/// </summary>
internal static partial class HarmlessNumbers
{
    /// <summary>Where they stand in a folded text.</summary>
    public static List<TextSpan> In(string text) =>
    [
        .. Shapes().Matches(text).Select(match => match.Groups["order"] is { Success: true } order ? new TextSpan(order.Index, order.Length)
            : new(match.Index, match.Length)),
    ];

    /// <summary>Whether what stands there is an order's number of three parts, 3, 7 and 7 digits, as the largest shop writes it.</summary>
    public static bool IsLongOrder(string text, TextSpan span) => span.Length == 19 && text[span.Start + 3] == '-' && text[span.Start + 11] == '-';

    // Every repetition is bounded and starts only where a number or a word does: the time is linear in the text.
    [GeneratedRegex(
        """
        (?<![\d+]) (?<! \d[-./] ) (?:
            (?:
                (?: 19 | 20 ) \d{2} (?<mark> [-./] | [.][ ] ) (?: 0?[1-9] | 1[0-2] ) \k<mark> (?: 0?[1-9] | [12]\d | 3[01] ) (?![-./]?\d)
                | (?: (?: 0?[1-9] | [12]\d | 3[01] ) (?<mark> [-./] | [.][ ] ) (?: 0?[1-9] | 1[0-2] )
                    | (?: 0?[1-9] | 1[0-2] ) (?<mark> [-./] ) (?: 1[3-9] | 2\d | 3[01] ) )
                    \k<mark> (?: (?: 19 | 20 ) \d{2} (?![-./]?\d) | \d{2} (?![-./ ]{0,2}\d (?!\d?:\d) ) )
            ) (?: [ T,]{1,2} \d{1,2}[:.]\d{2} (?: [:.]\d{2} (?: \.\d{1,3} )? )? (?!\d) )?
            | (?<! \d[ ] ) (?: 0?[1-9] | [12]\d | 3[01] ) [ ] (?: 0?[1-9] | 1[0-2] ) [ ] (?: 19 | 20 ) \d{2} (?! [ ./-]?\d )
            | \d{1,2}[:.][0-5]\d [ ]?-[ ]? (?: [01]?\d | 2[0-4] )[:.][0-5]\d (?![-.:]?\d)
            | \d{1,2}:[0-5]\d (?: :[0-5]\d )? (?![:.]?\d)
            | (?: 19 | 20 ) \d{2} (?: [ ]?[-/,][ ]? (?: 19 | 20 ) \d{2} ){1,20} (?![-./]?\d)
            | (?<! \d[ ] ) (?: 19 | 20 ) \d{2} (?: [ ] (?: 19 | 20 ) \d{2} ){2,20} (?! [ ./-]?\d )
            | (?: 0 | [1-9]\d? ) / [1-9]\d? (?! [-./]?\d | [ ]\d+ (?![\d/]) )
            | (?: [1-9]?\d \.\d \.\d{1,6} (?: \.\d{1,6} )? | [12]\d{2} \.0 \.\d{4,5} \.\d{1,3} ) (?! [.-]?\d )
            | (?: \d{1,3} (?: [ ,.']\d{3} ){1,5} | \d{1,9} ) (?: [.,]\d{1,2} )? [ ]?
                (?: \p{Sc} | 円 | 元 | р\. | (?: EUR | USD | GBP | CHF | PLN | SEK | NOK | DKK | JPY | CNY | INR | BRL | MXN | RUB
                    | IDR | TRY | KRW | VND | THB | HUF | CZK | ZAR | AUD | CAD | COP | CLP | ARS
                    | (?i: euros? | dollars? | zł | kr | руб | rupiah | rupees? | yen | yuan | pesos? | reais | lir[ae]s? | forint | ft | kč | baht | ringgit
                        | rand | francs? | pounds? | đồng | dong ) ) (?!\p{L}) )
            | [1-9]\d{0,2} (?: [ ]\d{3} ){0,3} (?: [ ]000 ){2} (?! [ .,-]?\d )
            | [1-9]\d{0,2} (?: [ ]\d{3} ){1,5} (?= [ ](?i: users | customers | people | visitors | views | downloads | followers | orders | kunden | nutzer
                | besucher | clients | utilisateurs | visiteurs | clientes | usuarios | utenti | clienti | klanten | gebruikers | использовател | клиент ) )
            | (?: [1-8]?\d | 90 ) \.\d{4,8} °? [ ]?[NSns]? [ ]{0,2}[,;/ ][ ]? -? (?: 1[0-7]\d | 180 | [1-9]?\d ) \.\d{4,8} (?![.\d])
        )
        | \b 0x [0-9A-Fa-f]{1,16} \b
        | \b KB \d{6,7} \b
        | \b (?: ISO | IEC | EN | DIN | BS | ANSI | IEEE | ASTM ) (?: [ /-] (?: ISO | IEC | EN ) ){0,2} [ -]? \d{2,6} (?: -\d{1,3} )? : (?: 19 | 20 ) \d{2}
            (?! [-./:]?\d )
        | (?i: \b windows ) [ ] \d{1,2} [ ,(]{1,2} (?<order> [1-9]\d{4}\.\d{1,5} ) (?! [.-]?\d )
        | (?: \p{Sc} | \b (?: EUR | USD | GBP | CHF | PLN | SEK | NOK | DKK | JPY | CNY | INR | BRL | MXN | RUB | IDR | TRY | KRW | VND
            | Rp [.]? ) ) [ ]?
            (?: \d{1,3} (?: [ ,.']\d{3} ){1,5} | \d{1,9} ) (?: [.,]\d{1,2} )? (?! [ .,-]?\d )
        | (?i: \b (?: v | vers\p{L}* | верси\p{L}* | firmware | build ) | 版本 | バ-ジョン ) [ .:]{0,2} (?! \d{3}\.\d{3}\.\d{4} )
            (?<order> (?: 0 | [1-9]\d{0,5} ) (?: \.\d{1,6} ){1,4} ) (?! [.-]?\d )
        | (?i: \b (?: order | invoice | booking | reference | ref | (?: bestell | auftrag | rechnung | zamówieni | faktur | заказ ) \p{L}*
            | commande | facture | pedido | factura | fatura | encomenda | ordine | fattura | bestelling | factuur ) | 注文 | 订单 | 訂單 )
            [ ]? (?i: no | nr | num(?:ber|mer) | n[°º] | id | № | num[eé]ro | número | номер\p{L}? | 号码 | 番号 | 号 )? [ .:#]{0,3}
            (?<order> [A-Z]{1,6}-? \d{1,6} (?: -\d{1,6} ){0,2} | \d{3}-\d{7}-\d{7} | \d{7,9} ) (?! [ .-]?\d | [A-Za-z] )
        """,
        RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Shapes();
}

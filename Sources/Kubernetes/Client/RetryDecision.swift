import HTTP

/// Whether a request is made once more, and after how long: a value, so that it is tested without a server.
enum RetryDecision: Sendable, Hashable {
    case giveUp
    /// After the policy's pause, and not sooner than this.
    case again(atLeast: Duration)

    /// After an answer. Who is asked too often has done nothing yet; a server may say so of other failures, too.
    static func after(
        status code: Int, retryAfter: Duration?, status: Status?, isRepeatable: Bool
    ) -> RetryDecision {
        let asked = retryAfter ?? status?.details?.retryAfterSeconds.map { .seconds(max(0, $0)) }
        switch code {
        case 429: return .again(atLeast: asked ?? .zero)
        case 500...599:
            // "ServerTimeout" and a pause that is asked for mean: nothing was done, come again.
            if let asked { return .again(atLeast: asked) }
            return isRepeatable ? .again(atLeast: .zero) : .giveUp
        default: return .giveUp
        }
    }

    /// Without an answer.
    static func after(_ error: HTTPError, isRepeatable: Bool) -> RetryDecision {
        switch error.code {
        // Nothing was sent.
        case .unreachable: .again(atLeast: .zero)
        case .broken, .timedOut: isRepeatable ? .again(atLeast: .zero) : .giveUp
        default: .giveUp
        }
    }
}

import HTTP

extension RequestWindow.Fate {
    static func of(status: Int) -> Self {
        switch status {
        // Too many requests, and what gateways say whose server does not keep up.
        case 429, 502...504: .turnedAway
        default: .answered
        }
    }

    static func of(_ error: HTTPError) -> Self {
        switch error.code {
        case .unreachable, .broken, .timedOut: .lost
        default: .unknown
        }
    }
}

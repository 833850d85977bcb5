/// One thing that a doctor has examined.
package struct Finding: Sendable, Hashable, Codable {
    package enum Status: String, Sendable, Codable {
        case yes
        /// It works without, only slower.
        case slow
        /// Machines run without, but not all that a fixture may ask for.
        case less
        case no
    }

    package let name: String
    package let status: Status
    package let detail: String
    /// What to do about it.
    package let remedy: String?

    package init(name: String, status: Status, detail: String, remedy: String?) {
        self.name = name
        self.status = status
        self.detail = detail
        self.remedy = remedy
    }

    package static func yes(_ name: String, _ detail: String) -> Finding {
        Finding(name: name, status: .yes, detail: detail, remedy: nil)
    }

    package static func less(_ name: String, _ detail: String, _ remedy: String) -> Finding {
        Finding(name: name, status: .less, detail: detail, remedy: remedy)
    }

    package static func no(_ name: String, _ detail: String, _ remedy: String) -> Finding {
        Finding(name: name, status: .no, detail: detail, remedy: remedy)
    }
}

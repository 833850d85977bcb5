import KubeVirt

extension FixtureParameter {
    /// The longest value: it may stand at many places.
    private static let longest = 64 << 10

    /// Refuses what is not of the type, or out of bounds.
    package func check(_ value: ParameterValue) throws(ParameterError) {
        guard value.text.utf8.count <= Self.longest else {
            throw ParameterError(message: "is longer than \(Self.longest) bytes; put it into a file and name that")
        }
        switch type {
        case .string:
            guard !value.text.utf8.contains(0) else { throw ParameterError(message: "must not hold a NUL character") }
            if let pattern, let regex = try? Regex(pattern), (try? regex.wholeMatch(in: value.text)) ?? nil == nil {
                throw ParameterError(
                    message: "expected a text that matches ‘\(pattern)’ as a whole, got ‘\(value.text.prefix(100))’")
            }
        case .boolean:
            guard ["true", "false"].contains(value.text) else {
                throw ParameterError(message: "expected true or false, got ‘\(value.text.prefix(100))’")
            }
        case .integer, .quantity:
            let amount = try amount(value)
            if let minimum, let least = try? self.amount(minimum), amount < least {
                throw ParameterError(message: "must be at least \(minimum), got ‘\(value)’")
            }
            if let maximum, let most = try? self.amount(maximum), amount > most {
                throw ParameterError(message: "must be at most \(maximum), got ‘\(value)’")
            }
        }
        if let allowed, !allowed.contains(where: { isSame($0, value) }) {
            throw ParameterError(
                message: "expected one of \(allowed.map(\.text).joined(separator: ", ")), "
                    + "got ‘\(value.text.prefix(100))’")
        }
    }

    /// A number or quantity, to compare.
    func amount(_ value: ParameterValue) throws(ParameterError) -> Quantity {
        if type == .integer {
            // What is octal to some readers of YAML, or has a sign for nothing, would not come out as it went in.
            guard let number = Int64(value.text), String(number) == value.text else {
                throw ParameterError(message: "expected a whole number in decimal, got ‘\(value.text.prefix(100))’")
            }
        }
        do throws(InvalidValue) {
            return try Quantity(value.text)
        } catch {
            throw ParameterError(message: error.message)
        }
    }

    private func isSame(_ one: ParameterValue, _ other: ParameterValue) -> Bool {
        if one == other { return true }
        guard type == .quantity, let one = try? amount(one), let other = try? amount(other) else { return false }
        return one == other
    }
}

extension FixtureParameter {
    /// What it takes, in a few words: `integer, 1 to 8`.
    package var domain: String {
        if let allowed { return allowed.map(\.text).joined(separator: "|") }
        let bounds: String? =
            switch (minimum, maximum) {
            case (let least?, let most?): "\(least) to \(most)"
            case (let least?, nil): "at least \(least)"
            case (nil, let most?): "at most \(most)"
            case (nil, nil): pattern.map { "/\($0)/" }
            }
        return ([type.rawValue] + [bounds].compactMap(\.self)).joined(separator: ", ")
    }
}

/// A kernel's version such as `6.1.0-56-cloud-amd64`, in the order in which kernels are preferred.
///
/// Numbers decide first, and a release candidate stands below its release. Among equal numbers a flavour for virtual
/// machines is preferred: it is smaller and sooner up. Whatever is left is compared piece by piece, numbers as numbers.
package struct KernelVersion: Sendable, Hashable, CustomStringConvertible {
    package let text: String
    private let numbers: [Int]
    private let rest: Substring

    package init(_ text: String) {
        self.text = text
        var numbers: [Int] = []
        var rest = text[...]
        // 6.1.0-56 are four numbers; what follows the first that is none is the flavour.
        while let first = rest.first(where: { $0 != "." && $0 != "-" }), first.isASCIIDigit {
            let digits = rest.drop { $0 == "." || $0 == "-" }.prefix { $0.isASCIIDigit }
            // More digits than an Int holds are no version, but they must compare somehow.
            numbers.append(Int(digits) ?? .max)
            rest = rest[digits.endIndex...]
        }
        self.numbers = numbers
        self.rest = rest
    }

    package var description: String { text }

    private var isCandidate: Bool { rest.hasPrefix("-rc") || rest.hasPrefix("~rc") }

    private var isForMachines: Bool {
        rest.split { !$0.isLetter }.contains { ["cloud", "virtual", "virt", "kvm"].contains($0) }
    }
}

extension KernelVersion: Comparable {
    package static func < (left: KernelVersion, right: KernelVersion) -> Bool {
        if left.numbers != right.numbers { return left.numbers.lexicographicallyPrecedes(right.numbers) }
        if left.isCandidate != right.isCandidate { return left.isCandidate }
        if left.isForMachines != right.isForMachines { return right.isForMachines }
        let order = compareNaturally(left.rest, right.rest)
        return order == 0 ? left.text < right.text : order < 0
    }

    package static func == (left: KernelVersion, right: KernelVersion) -> Bool { left.text == right.text }

    package func hash(into hasher: inout Hasher) { hasher.combine(text) }
}

/// Compares runs of digits as numbers and everything else as text: negative, zero or positive.
private func compareNaturally(_ left: Substring, _ right: Substring) -> Int {
    var left = left
    var right = right
    while let first = left.first, let second = right.first {
        if first.isASCIIDigit && second.isASCIIDigit {
            let one = left.prefix { $0.isASCIIDigit }
            let two = right.prefix { $0.isASCIIDigit }
            // Without leading zeros the longer one is the larger.
            let oneDigits = one.drop { $0 == "0" }
            let twoDigits = two.drop { $0 == "0" }
            if oneDigits != twoDigits {
                let isLess =
                    oneDigits.count == twoDigits.count ? oneDigits < twoDigits : oneDigits.count < twoDigits.count
                return isLess ? -1 : 1
            }
            left = left[one.endIndex...]
            right = right[two.endIndex...]
        } else {
            if first != second { return first < second ? -1 : 1 }
            left.removeFirst()
            right.removeFirst()
        }
    }
    return left.isEmpty ? (right.isEmpty ? 0 : -1) : 1
}

extension Character {
    fileprivate var isASCIIDigit: Bool { self >= "0" && self <= "9" && isASCII }
}

package genpipelines

import com.cloudbees.groovy.cps.NonCPS

/** HMAC with SHA-256 in plain arithmetic: the sandbox of Jenkins lets nobody at Java's own. */
class Hmac implements Serializable {
    private static final long serialVersionUID = 1L
    private static final int BLOCK = 64
    private static final long MASK = 0xffffffffL
    private static final List<Long> START = [
        0x6a09e667L, 0xbb67ae85L, 0x3c6ef372L, 0xa54ff53aL, 0x510e527fL, 0x9b05688cL, 0x1f83d9abL, 0x5be0cd19L,
    ]
    private static final List<Long> ROUNDS = [
        0x428a2f98L, 0x71374491L, 0xb5c0fbcfL, 0xe9b5dba5L, 0x3956c25bL, 0x59f111f1L, 0x923f82a4L, 0xab1c5ed5L,
        0xd807aa98L, 0x12835b01L, 0x243185beL, 0x550c7dc3L, 0x72be5d74L, 0x80deb1feL, 0x9bdc06a7L, 0xc19bf174L,
        0xe49b69c1L, 0xefbe4786L, 0x0fc19dc6L, 0x240ca1ccL, 0x2de92c6fL, 0x4a7484aaL, 0x5cb0a9dcL, 0x76f988daL,
        0x983e5152L, 0xa831c66dL, 0xb00327c8L, 0xbf597fc7L, 0xc6e00bf3L, 0xd5a79147L, 0x06ca6351L, 0x14292967L,
        0x27b70a85L, 0x2e1b2138L, 0x4d2c6dfcL, 0x53380d13L, 0x650a7354L, 0x766a0abbL, 0x81c2c92eL, 0x92722c85L,
        0xa2bfe8a1L, 0xa81a664bL, 0xc24b8b70L, 0xc76c51a3L, 0xd192e819L, 0xd6990624L, 0xf40e3585L, 0x106aa070L,
        0x19a4c116L, 0x1e376c08L, 0x2748774cL, 0x34b0bcb5L, 0x391c0cb3L, 0x4ed8aa4aL, 0x5b9cca4fL, 0x682e6ff3L,
        0x748f82eeL, 0x78a5636fL, 0x84c87814L, 0x8cc70208L, 0x90befffaL, 0xa4506cebL, 0xbef9a3f7L, 0xc67178f2L,
    ]

    /** The signature of a text, both in UTF-8, as 64 hexadecimal digits. */
    @NonCPS
    static String hex(String secret, String text) {
        List<Integer> key = bytes(secret)
        if (key.size() > BLOCK) {
            key = digest(key)
        }
        List<Integer> inner = []
        List<Integer> outer = []
        for (int i = 0; i < BLOCK; i++) {
            int one = i < key.size() ? key[i] : 0
            inner.add(one ^ 0x36)
            outer.add(one ^ 0x5c)
        }
        String made = ''
        for (Integer one : digest(outer + digest(inner + bytes(text)))) {
            made += Integer.toString(one + 256, 16).substring(1)
        }
        return made
    }

    @NonCPS
    private static List<Integer> bytes(String text) {
        List<Integer> all = []
        for (byte one : text.getBytes('UTF-8')) {
            all.add(one & 0xff)
        }
        return all
    }

    @NonCPS
    private static List<Integer> digest(List<Integer> message) {
        List<Integer> padded = []
        padded.addAll(message)
        padded.add(0x80)
        while (padded.size() % BLOCK != 56) {
            padded.add(0)
        }
        long bits = message.size() * 8L
        for (int shift = 56; shift >= 0; shift -= 8) {
            padded.add((int) ((bits >> shift) & 0xff))
        }
        List<Long> state = START
        for (int from = 0; from < padded.size(); from += BLOCK) {
            state = mixed(state, schedule(padded, from))
        }
        List<Integer> made = []
        for (Long word : state) {
            for (int shift = 24; shift >= 0; shift -= 8) {
                made.add((int) ((word >> shift) & 0xff))
            }
        }
        return made
    }

    @NonCPS
    private static List<Long> schedule(List<Integer> padded, int from) {
        List<Long> words = []
        for (int i = 0; i < 16; i++) {
            int at = from + 4 * i
            words.add(((long) padded[at] << 24) | ((long) padded[at + 1] << 16) | ((long) padded[at + 2] << 8) | (long) padded[at + 3])
        }
        for (int i = 16; i < 64; i++) {
            long a = words[i - 15]
            long b = words[i - 2]
            long first = turned(a, 7) ^ turned(a, 18) ^ (a >> 3)
            long second = turned(b, 17) ^ turned(b, 19) ^ (b >> 10)
            words.add((words[i - 16] + first + words[i - 7] + second) & MASK)
        }
        return words
    }

    @NonCPS
    private static List<Long> mixed(List<Long> state, List<Long> words) {
        long a = state[0]
        long b = state[1]
        long c = state[2]
        long d = state[3]
        long e = state[4]
        long f = state[5]
        long g = state[6]
        long h = state[7]
        for (int i = 0; i < 64; i++) {
            long choice = (e & f) ^ ((e ^ MASK) & g)
            long one = h + (turned(e, 6) ^ turned(e, 11) ^ turned(e, 25)) + choice + ROUNDS[i] + words[i]
            long most = (a & b) ^ (a & c) ^ (b & c)
            long two = (turned(a, 2) ^ turned(a, 13) ^ turned(a, 22)) + most
            h = g
            g = f
            f = e
            e = (d + one) & MASK
            d = c
            c = b
            b = a
            a = (one + two) & MASK
        }
        List<Long> made = []
        List<Long> added = [a, b, c, d, e, f, g, h]
        for (int i = 0; i < 8; i++) {
            made.add((state[i] + added[i]) & MASK)
        }
        return made
    }

    @NonCPS
    private static long turned(long word, int by) {
        return ((word >> by) | (word << (32 - by))) & MASK
    }
}

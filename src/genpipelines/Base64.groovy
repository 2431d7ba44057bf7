package genpipelines

import com.cloudbees.groovy.cps.NonCPS

/** Base64 without a class that an administrator would have to approve. */
class Base64 implements Serializable {
    private static final long serialVersionUID = 1L
    private static final String LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

    /** The text's UTF-8. */
    @NonCPS
    static String of(String text) {
        byte[] bytes = text.getBytes('UTF-8')
        String encoded = ''
        for (int i = 0; i < bytes.length; i += 3) {
            int left = Math.min(3, bytes.length - i)
            int three = (bytes[i] & 255) * 65536 + (left > 1 ? (bytes[i + 1] & 255) * 256 : 0) + (left > 2 ? bytes[i + 2] & 255 : 0)
            for (int part = 0; part < 4; part++) {
                encoded += part <= left ? LETTERS.charAt(three.intdiv(64 ** (3 - part)) % 64).toString() : '='
            }
        }
        return encoded
    }
}

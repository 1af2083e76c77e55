/** What everything that leaves a practice installation says about itself (features K08). */
export const PRACTICE_WORDS = 'TẬP HUẤN. KHÔNG CÓ GIÁ TRỊ'
